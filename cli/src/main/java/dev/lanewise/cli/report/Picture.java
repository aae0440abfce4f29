package dev.lanewise.cli.report;

import java.awt.image.BufferedImage;
import java.util.function.Supplier;

/**
 * A picture of a report.
 *
 * @param file its name as a file, such as {@code loss.png}
 * @param title what stands above it
 * @param description what is seen, for those who can't see it
 * @param image draws it, on any thread
 */
record Picture(String file, String title, String description, Supplier<BufferedImage> image) {}
