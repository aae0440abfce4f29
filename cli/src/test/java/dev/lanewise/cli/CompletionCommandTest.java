package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code completion}: its script, in bash. */
class CompletionCommandTest {
    /** Completes the words given as arguments, the last of which is being typed. */
    private static final String COMPLETE = """
            . ./script
            compopt() { :; } # there only while a shell completes
            COMP_WORDS=("$@")
            COMP_CWORD=$(($# - 1))
            COMP_LINE="$*"
            COMP_POINT=${#COMP_LINE}
            spec=$(complete -p lanewise)
            [[ $spec == *" -F _complete_lanewise "* ]] || exit 9
            _complete_lanewise lanewise "${!#}" "${@: -2:1}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    Path directory;
    private CommandLineHarness harness;

    @BeforeEach
    void makeHarness() {
        harness = new CommandLineHarness(directory);
    }

    private Outcome bash(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "--norc"));
        command.addAll(List.of(arguments));
        Path err = directory.resolve("err");
        Process process = new ProcessBuilder(command).directory(directory.toFile())
                .redirectError(err.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes());
        return new Outcome(process.waitFor(), out, Files.readString(err));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void printsAScriptThatBashCanRead(String shell) throws Exception {
        Outcome outcome = harness.run("completion", shell).expect(0);
        assertEquals("", outcome.err());
        assertEquals("# Completion of lanewise in " + shell
                + "; how to install it: ./lanewise completion --help", outcome.outLines().get(0));
        Path script = Files.writeString(directory.resolve("script"), outcome.out());
        assertEquals("", bash("-n", script.toString()).expect(0).err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "lanewise tr | train",
            "lanewise train --sched | --schedule",
            "lanewise train --schedule co | constant cosine",
            "lanewise train --recipe s | standard",
            "lanewise train --no-dr | --no-drop-last",
            "lanewise train --validation n | none",
            "lanewise --color a | auto always",
            "lanewise doctor --color n | never",
            "lanewise completion z | zsh",
            "lanewise evaluate mo | model.safetensors models",
            "lanewise predict mo | model.safetensors models",
            "lanewise predict --explain mo | model.safetensors models",
            "lanewise predict --json --model models mo | model.safetensors models",
            "lanewise predict test:1 mod | model.safetensors models",
            "lanewise predict --save-input mod | model.safetensors models",
            "lanewise predict --min-probability 0.5 mod | model.safetensors models",
            "./lanewise predict mo | model.safetensors models",
            "lanewise show --out mod | model.safetensors models",
            "lanewise serve mod | model.safetensors models",
            "lanewise serve --po | --port",
            "lanewise summary mod | model.safetensors models",
            "lanewise evaluate --report mod | model.safetensors models",
            "lanewise train --resume mod | model.safetensors models",
            "lanewise train --config mod | model.safetensors models",
            "lanewise train --run mode | model.safetensors models",
            "lanewise train --data models | models"})
    void completes(String line, String completions) throws Exception {
        Files.writeString(directory.resolve("script"), harness.run("completion", "bash").out());
        Files.createFile(directory.resolve("model.safetensors"));
        Files.createDirectory(directory.resolve("models"));
        Path test = Files.writeString(directory.resolve("test"), COMPLETE);
        String[] words = (test + " " + line).split(" ");
        Outcome outcome = bash(words).expect(0);
        assertEquals("", outcome.err());
        assertEquals(Set.of(completions.split(" ")), new TreeSet<>(outcome.outLines()));
    }

    @Test
    void anotherShellIsOneSentence() {
        harness.run("completion", "fish")
                .expectFailure(2, "SHELL must be one of bash, zsh; you gave 'fish'.");
        Outcome none = harness.run("completion").expect(2);
        assertTrue(none.err().startsWith("lanewise: completion must have a SHELL; you gave none"),
                none.err());
    }
}
