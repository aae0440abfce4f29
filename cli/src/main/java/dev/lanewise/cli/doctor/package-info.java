/** What this machine and its Java offer. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.cli.doctor;
