package dev.lanewise.mnist;

import java.util.List;

/** The content of one IDX file of unsigned bytes. Its arrays are shared, not copied. */
final class IdxFile {
    private final String source;
    private final List<Integer> dimensions;
    private final byte[] values;
    private final byte[] sha256;

    /**
     * Keeps the parts.
     *
     * @param source where it comes from, for messages
     * @param dimensions its extents, outermost first
     * @param values the unsigned bytes, row-major
     * @param sha256 SHA-256 of the uncompressed file, header included
     */
    IdxFile(String source, List<Integer> dimensions, byte[] values, byte[] sha256) {
        this.source = source;
        this.dimensions = List.copyOf(dimensions);
        this.values = values;
        this.sha256 = sha256;
    }

    String source() {
        return source;
    }

    List<Integer> dimensions() {
        return dimensions;
    }

    /** Number of items: images or labels. */
    int count() {
        return dimensions.get(0);
    }

    byte[] values() {
        return values;
    }

    byte[] sha256() {
        return sha256;
    }
}
