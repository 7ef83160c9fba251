/** Reading requests and writing replies in the manner of AWS's HTTP interfaces. */
@NullMarked
package dev.sluice.standin.http;

import org.jspecify.annotations.NullMarked;
