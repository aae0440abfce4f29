package dev.lanewise.engine.testing;

import java.util.List;

/** A reader of files that nobody vouches for, as a fuzzer sees it. Has a constructor without parameters. */
public interface FuzzTarget {

    /** The folder in {@code src/test/fuzz} that holds the inputs which once went wrong, and others worth keeping. */
    String name();

    /** Sound files, small ones, which a fuzzer begins with; made by the writers of today. */
    List<byte[]> seeds() throws Exception;

    /**
     * Reads a file. Returns if it is read, and written again reads equal, or if it is refused as documented; whatever
     * is thrown is a finding.
     */
    void read(byte[] file) throws Exception;

    /** The classes whose branches guide the fuzzer, as patterns of Jazzer's, divided by colons. */
    default String instrumented() {
        return "dev.lanewise.**";
    }

    /** Options for Java besides those for memory. */
    default List<String> javaOptions() {
        return List.of("-XX:+UseSerialGC");
    }
}
