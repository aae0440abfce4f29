package dev.lanewise.cli.predict;

import dev.lanewise.engine.data.Sample;

/**
 * An image as the network sees it.
 *
 * @param sample its pixels
 * @param picture whether it was a picture, whose pixels are bytes and whose digit nobody knows, and
 *     not an image of a data set
 */
record Prepared(Sample sample, boolean picture) {}
