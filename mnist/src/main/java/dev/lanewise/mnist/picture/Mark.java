package dev.lanewise.mnist.picture;

/**
 * Connected ink.
 *
 * @param label its number in {@link Marks}, from 1 on
 * @param start index of one of its pixels
 * @param area number of its pixels
 * @param box the smallest box that holds them
 */
record Mark(int label, int start, int area, Box box) {}
