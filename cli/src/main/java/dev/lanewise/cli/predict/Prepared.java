package dev.lanewise.cli.predict;

import dev.lanewise.engine.data.Sample;

/**
 * An image as the network sees it.
 *
 * @param name as the user named it
 * @param sample its pixels
 */
record Prepared(String name, Sample sample) {}
