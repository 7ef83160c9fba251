/**
 * Reads a SAM or CloudFormation template and turns the part of it that runs on this machine into a
 * typed model. What it does not understand it refuses by name.
 */
@NullMarked
package dev.sluice.standin.template;

import org.jspecify.annotations.NullMarked;
