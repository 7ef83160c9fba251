package dev.sluice.standin.gateway;

/**
 * A client that may connect.
 *
 * @param client what is known of it
 * @param times the times of its events
 */
record Admitted(Client client, EventTime times) {}
