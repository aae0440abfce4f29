package dev.lanewise.engine.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that uses the engine prints, writes and keeps what it asked for, and nothing else. */
@Tag("behaviour")
@Tag("processes")
class QuietProgramTest {
    @TempDir
    private Path folder;

    /** With no module but Java's base, so that there is nobody to log to or to ask for flags. */
    @Test
    void onlyTheModelThatWasSavedIsLeft() throws IOException {
        ChildJvm.Result result = ChildJvm.run(folder,
                List.of("--add-modules=jdk.incubator.vector",
                        "--limit-modules=java.base,jdk.incubator.vector",
                        "-XX:-UsePerfData", "-Xmx256m",
                        "-Djava.io.tmpdir=" + folder, "-Duser.home=" + folder),
                ChildJvm.classPath(Model.class, QuietProgram.class), QuietProgram.class,
                "model.safetensors").wentWell();
        assertEquals("", result.out());
        assertEquals("WARNING: Using incubator modules: jdk.incubator.vector",
                result.err().strip());
        try (Stream<Path> files = Files.walk(folder)) {
            assertEquals(List.of(folder, folder.resolve("model.safetensors")), files.toList());
        }
    }
}
