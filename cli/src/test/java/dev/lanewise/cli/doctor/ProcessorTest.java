package dev.lanewise.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@link Processor}. */
class ProcessorTest {

    @Test
    void readsX86() {
        Processor found = Processor.parse(List.of("processor\t: 0", "model name\t: Some CPU @ 2GHz",
                "flags\t\t: fpu sse2 sse4_1 smep smap avx avx2 fma avx512f f16c",
                "processor\t: 1", "model name\t: Another", "flags\t\t: avx"));
        assertEquals(Optional.of("Some CPU @ 2GHz"), found.model());
        assertEquals(List.of("avx", "avx2", "avx512f", "f16c", "fma", "sse4_1"), found.features());
    }

    @Test
    void readsArmWhichHasNoModelName() {
        Processor found = Processor.parse(List.of("processor\t: 0",
                "Features\t: fp asimd aes sve fphp asimdhp sve2 sme"));
        assertEquals(Optional.empty(), found.model());
        assertEquals(List.of("asimd", "asimdhp", "fphp", "sme", "sve", "sve2"), found.features());
    }
}
