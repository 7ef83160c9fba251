package dev.sluice.standin.lambda;

/**
 * A handler that is ready for events.
 *
 * @param instance the object that was made
 * @param handler its method
 */
record LoadedHandler(Object instance, Handler handler) {}
