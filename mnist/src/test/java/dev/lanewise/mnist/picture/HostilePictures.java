package dev.lanewise.mnist.picture;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Makes pictures of MNIST's digits such as people take: no two alike, none kind. */
final class HostilePictures {
    private static final int SIDE = 28;
    /** The digit is enlarged so often before strokes are made thin or thick. */
    private static final int FINE = 4;
    private static final int FINE_SIDE = FINE * SIDE;
    /** How many normal numbers noise is drawn from. */
    private static final int NORMALS = 1024;
    private static final double MIN_COLOR_DISTANCE = 130;

    private final Random random;

    HostilePictures(long seed) {
        this.random = new Random(seed);
    }

    /**
     * Enlarged 6 to 20 times, thin or thick, rotated by up to 10°, off the middle of a larger
     * sheet, in any ink on any paper, light on dark or dark on light, under light from one side,
     * as a JPEG of quality 0.3.
     */
    Picture hostile(float[] digit) {
        Sheet sheet = new Sheet(digit);
        int[] rgb = sheet.colored(inks(), linearLight());
        return jpeg(sheet.width, sheet.height, rgb, 0.3f);
    }

    /**
     * As {@link #hostile}, but dark ink on light paper with grain, photographed: darker to the
     * corners and noisy.
     *
     * @param ruled whether pale blue lines cross the sheet
     */
    Picture photograph(float[] digit, boolean ruled) {
        Sheet sheet = new Sheet(digit);
        double[][] inks = {{225 + random.nextInt(25), 222 + random.nextInt(25),
                210 + random.nextInt(30)},
                {random.nextInt(90), random.nextInt(90),
                        random.nextInt(150)}};
        int[] rgb = sheet.colored(inks, vignette(sheet.width, sheet.height));
        if (ruled) {
            rule(rgb, sheet.width, sheet.height);
        }
        grain(rgb, sheet.width, 4, 3);
        return jpeg(sheet.width, sheet.height, rgb, 0.8f);
    }

    /** Light at a place, both coordinates from 0 to 1. */
    @FunctionalInterface
    private interface Light {
        double at(double x, double y);
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Paper and ink, far enough apart, in either order. */
    private double[][] inks() {
        while (true) {
            double[][] pair = new double[2][3];
            double square = 0;
            for (int c = 0; c < 3; c++) {
                pair[0][c] = random.nextInt(256);
                pair[1][c] = random.nextInt(256);
                square += (pair[0][c] - pair[1][c]) * (pair[0][c] - pair[1][c]);
            }
            if (Math.sqrt(square) >= MIN_COLOR_DISTANCE) {
                return pair;
            }
        }
    }

    private Light linearLight() {
        double angle = between(0, 2 * Math.PI);
        double dark = between(0.5, 1);
        double dx = StrictMath.cos(angle);
        double dy = StrictMath.sin(angle);
        return (x, y) -> {
            double along = 0.5 + ((x - 0.5) * dx + (y - 0.5) * dy) / Math.sqrt(2);
            return dark + (1 - dark) * along;
        };
    }

    /** The light of a lens, which falls with the fourth power of the angle's cosine. */
    private Light vignette(int width, int height) {
        double centerX = between(0.35, 0.65);
        double centerY = between(0.35, 0.65);
        double strength = between(0.3, 1.2);
        double aspect = (double) height / width;
        return (x, y) -> {
            double dx = x - centerX;
            double dy = (y - centerY) * aspect;
            double square = 1 + strength * (dx * dx + dy * dy);
            return 1 / (square * square);
        };
    }

    /** Pale blue lines all across. */
    private void rule(int[] rgb, int width, int height) {
        double distance = between(0.12, 0.3) * height;
        double slope = between(-0.03, 0.03);
        double first = between(0, distance);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double at = (y - first + slope * x + height) % distance;
                if (at < 0.006 * height) {
                    int pixel = rgb[y * width + x];
                    rgb[y * width + x] = rgb((pixel >> 16 & 0xFF) * 0.7, (pixel >> 8 & 0xFF) * 0.8,
                            (pixel & 0xFF) * 0.95);
                }
            }
        }
    }

    /** Texture of the paper, coarse, and noise of the sensor, fine. */
    private void grain(int[] rgb, int width, double texture, double noise) {
        double[] normal = new double[NORMALS];
        Arrays.setAll(normal, i -> random.nextGaussian());
        double[] cells = new double[(width / 3 + 1) * (rgb.length / width / 3 + 1)];
        Arrays.setAll(cells, i -> texture * normal[random.nextInt(NORMALS)]);
        for (int i = 0; i < rgb.length; i++) {
            double cell = cells[i / width / 3 * (width / 3 + 1) + i % width / 3];
            int bits = random.nextInt();
            rgb[i] = rgb((rgb[i] >> 16 & 0xFF) + cell + noise * normal[bits & NORMALS - 1],
                    (rgb[i] >> 8 & 0xFF) + cell + noise * normal[bits >> 10 & NORMALS - 1],
                    (rgb[i] & 0xFF) + cell + noise * normal[bits >> 20 & NORMALS - 1]);
        }
    }

    private static int rgb(double red, double green, double blue) {
        return level(red) << 16 | level(green) << 8 | level(blue);
    }

    private static int level(double value) {
        return Math.clamp(Math.round(value), 0, 255);
    }

    /** A JPEG written and read again. */
    static Picture jpeg(int width, int height, int[] rgb, float quality) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.getRaster().setDataElements(0, 0, width, height, rgb);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return read(bytes.toByteArray());
    }

    /** Any file ImageIO knows. */
    static Picture read(byte[] file) {
        try {
            BufferedImage read = ImageIO.read(new ByteArrayInputStream(file));
            int width = read.getWidth();
            int height = read.getHeight();
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
            Graphics2D graphics = image.createGraphics();
            graphics.drawImage(read, 0, 0, null);
            graphics.dispose();
            return new Picture(width, height, (int[]) image.getRaster()
                    .getDataElements(0, 0, width, height, new int[width * height]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A digit, enlarged and rotated, somewhere on a sheet: how much ink there is at each pixel. */
    private final class Sheet {
        final int width;
        final int height;
        private final float[] ink;

        Sheet(float[] digit) {
            double scale = StrictMath.exp(between(StrictMath.log(6), StrictMath.log(20)));
            double radius = between(-0.45, 0.6);
            float[] fine = strokes(Resampling.enlarge(digit, SIDE, FINE), FINE * radius);
            double angle = StrictMath.toRadians(between(-10, 10));
            width = (int) (SIDE * scale * between(1, 1.3));
            height = (int) (SIDE * scale * between(1, 1.3));
            double centerX = SIDE * scale / 2 + between(0, width - SIDE * scale);
            double centerY = SIDE * scale / 2 + between(0, height - SIDE * scale);
            double cos = StrictMath.cos(angle) / scale;
            double sin = StrictMath.sin(angle) / scale;
            ink = new float[width * height];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double dx = x + 0.5 - centerX;
                    double dy = y + 0.5 - centerY;
                    ink[y * width + x] = at(fine, FINE * (cos * dx + sin * dy + SIDE / 2.0),
                            FINE * (cos * dy - sin * dx + SIDE / 2.0)) / 255;
                }
            }
        }

        /** Grey dilation with a disc, or erosion where the radius is negative. */
        private static float[] strokes(float[] fine, double radius) {
            int reach = (int) Math.abs(radius);
            float sign = Math.signum((float) radius);
            float[] result = fine.clone();
            for (int y = reach; y < FINE_SIDE - reach; y++) {
                for (int x = reach; x < FINE_SIDE - reach; x++) {
                    float best = sign * fine[y * FINE_SIDE + x];
                    for (int dy = -reach; dy <= reach; dy++) {
                        for (int dx = -reach; dx <= reach; dx++) {
                            if (dx * dx + dy * dy <= radius * radius) {
                                best = Math.max(best,
                                        sign * fine[(y + dy) * FINE_SIDE + x + dx]);
                            }
                        }
                    }
                    result[y * FINE_SIDE + x] = sign * best;
                }
            }
            return result;
        }

        /** Bilinear interpolation; 0 outside. */
        private static float at(float[] fine, double x, double y) {
            double column = x - 0.5;
            double row = y - 0.5;
            if (column < 0 || row < 0 || column >= FINE_SIDE - 1 || row >= FINE_SIDE - 1) {
                return 0;
            }
            int index = (int) row * FINE_SIDE + (int) column;
            float right = (float) (column - (int) column);
            float down = (float) (row - (int) row);
            float upper = fine[index] + right * (fine[index + 1] - fine[index]);
            float lower = fine[index + FINE_SIDE]
                    + right * (fine[index + FINE_SIDE + 1] - fine[index + FINE_SIDE]);
            return upper + down * (lower - upper);
        }

        /** The sheet in the colours of paper and ink, under some light. */
        int[] colored(double[][] inks, Light light) {
            int[] rgb = new int[ink.length];
            double[] color = new double[3];
            for (int i = 0; i < rgb.length; i++) {
                double bright = light.at((i % width + 0.5) / width,
                        (i / width + 0.5) / height);
                for (int c = 0; c < 3; c++) {
                    color[c] = bright * (inks[0][c] + ink[i] * (inks[1][c] - inks[0][c]));
                }
                rgb[i] = rgb(color[0], color[1], color[2]);
            }
            return rgb;
        }
    }
}
