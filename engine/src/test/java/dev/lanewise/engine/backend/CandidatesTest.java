package dev.lanewise.engine.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.backend.Candidates.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandidatesTest {

    @Test
    void theFirstThatFitsIsMade() {
        Candidates<Integer, String> candidates = new Candidates<>(
                List.of(new Candidate<>(n -> n > 100, n -> "large " + n),
                        new Candidate<>(n -> n > 10, n -> "middle " + n)),
                n -> "any " + n);
        assertEquals("large 101", candidates.prepare(101));
        assertEquals("middle 100", candidates.prepare(100));
        assertEquals("any 10", candidates.prepare(10));
    }

    @Test
    void withoutSpecialOnesTheTruthTakesAll() {
        assertEquals("7", new Candidates<Integer, String>(List.of(), String::valueOf).prepare(7));
    }
}
