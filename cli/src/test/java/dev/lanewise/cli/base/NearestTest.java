package dev.lanewise.cli.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Nearest}. */
class NearestTest {

    @ParameterizedTest
    @CsvSource({"'', '', 0", "abc, abc, 0", "'', abc, 3", "abc, '', 3", "train, trian, 1",
            "threads, treads, 1", "kitten, sitting, 3", "ab, ba, 1", "ca, abc, 3"})
    void countsSlips(String a, String b, int slips) {
        assertEquals(slips, Nearest.slips(a, b));
    }

    @Test
    void takesTheNearestThatIsNearEnough() {
        List<String> options = List.of("--seed", "--threads", "--epochs");
        assertEquals(Optional.of("--threads"), Nearest.of("--treads", options));
        assertEquals(Optional.of("--seed"), Nearest.of("--sead", options));
        assertEquals(Optional.empty(), Nearest.of("--gpu", options));
        assertEquals(Optional.empty(), Nearest.of("-e", List.of("-h", "--epochs")));
        assertEquals(Optional.of("--batch-size"), Nearest.of("--batch", List.of("--bench", "--batch-size")));
        assertEquals(Optional.of("ba"), Nearest.of("ab", List.of("ba", "c")));
        assertEquals(Optional.empty(), Nearest.of("a", List.of()));
    }

    @Test
    void asksOnlyWhereThereIsACandidate() {
        assertEquals("; did you mean zsh?", Nearest.question("zhs", List.of("bash", "zsh")));
        assertEquals("", Nearest.question("powershell", List.of("bash", "zsh")));
    }
}
