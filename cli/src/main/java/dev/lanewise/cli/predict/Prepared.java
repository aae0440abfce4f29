package dev.lanewise.cli.predict;

import dev.lanewise.engine.data.Sample;

/**
 * An image as the network sees it.
 *
 * @param name as the user named it
 * @param sample its pixels
 * @param picture whether it was a picture, whose pixels are bytes, and not of a data set
 */
record Prepared(String name, Sample sample, boolean picture) {}
