package dev.lanewise.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Cache}. */
class CacheTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"32K, 32768", "1024K, 1048576", "3M, 3145728", "1G, 1073741824", "512, 512",
            "999999999G, 1073741822926258176"})
    void sizesHaveUnits(String size, long bytes) {
        assertEquals(Optional.of(new Cache(2, "unified", bytes)),
                Cache.parse("2", "Unified", size));
    }

    @ParameterizedTest
    @CsvSource({"0, Data, 32K", "x, Data, 32K", "1, Trace, 32K", "1, Data, 32T", "1, Data, K",
            "1, Data, -32K", "1, Data, 9999999999K", "1, Data, ''"})
    void whatLinuxDoesNotWriteIsNoCache(String level, String type, String size) {
        assertEquals(Optional.empty(), Cache.parse(level, type, size));
    }

    private void index(int index, String level, String type, String size) throws IOException {
        Path files = Files.createDirectory(folder.resolve("index" + index));
        Files.writeString(files.resolve("level"), level + "\n");
        Files.writeString(files.resolve("type"), type + "\n");
        Files.writeString(files.resolve("size"), size + "\n");
    }

    @Test
    void foldersAreReadInOrderOfTheirLevels() throws IOException {
        index(0, "3", "Unified", "32768K");
        index(1, "1", "Instruction", "32K");
        index(2, "1", "Data", "48K");
        index(3, "2", "Unified", "?");
        Files.createDirectory(folder.resolve("index4"));
        assertEquals("[L1 data 48.0 KiB, L1 instruction 32.0 KiB, L3 32.0 MiB]",
                Cache.in(folder).toString());
    }

    @Test
    void otherSystemsTellNothing() {
        assertEquals(List.of(), Cache.in(folder.resolve("absent")));
    }
}
