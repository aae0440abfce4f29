package dev.lanewise.release.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.release.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The release itself, into a folder, with a key that is thrown away: see docs/releasing.md. It needs GnuPG, and the
 * network for the plugins of the profile.
 */
@Tag("reliability")
@Tag("release")
class RehearsalTest {
    private static final String VERSION = System.getProperty("project.version");

    @TempDir
    private Path folder;

    @Test
    void aReleasePassesTheRules() throws IOException, InterruptedException {
        Map<String, String> keys = Map.of("GNUPGHOME", key());
        Sources sources = Sources.copy(folder.resolve("sources"));
        String release = VERSION.replace("-SNAPSHOT", "");
        for (String module : modules()) {
            Path pom = sources.module(module).resolve("pom.xml");
            Files.writeString(pom, Files.readString(pom).replace(VERSION, release));
        }
        Path staging = folder.resolve("staging");
        sources.maven(keys, List.of("-q", "-Dquick", "-Prelease", "-Dmaven.install.skip=true",
                "-DaltDeploymentRepository=staging::" + staging.toUri(), "deploy"));

        assertEquals("Central will find what it asks for.", check(0, keys, staging));

        String engine = "lanewise-engine-" + release;
        Path jar = staging.resolve("dev/lanewise/lanewise-engine/" + release + "/" + engine
                + ".jar");
        Files.writeString(jar.resolveSibling(engine + "-sources.jar.asc"), "no signature");
        Files.delete(jar.resolveSibling(engine + "-javadoc.jar"));
        String findings = check(1, keys, staging);
        assertEquals("""
                %s-sources.jar.asc must be a signature of its file by a key that is known here,\
                 but is not.
                %s-javadoc.jar is missing.
                2 things must be mended.""".formatted(engine, engine), findings);
        run(0, keys, List.of("gpgconf", "--kill", "all"));
    }

    /** All that have a POM with the version. */
    private static List<String> modules() throws IOException {
        List<String> all = new ArrayList<>();
        all.add("");
        try (var folders = Files.list(Sources.original().module(""))) {
            folders.filter(module -> Files.exists(module.resolve("pom.xml")))
                    .map(module -> module.getFileName().toString())
                    .forEach(all::add);
        }
        return all;
    }

    /** Makes a key, and gives the folder it is in. */
    private String key() throws IOException, InterruptedException {
        Path home = Files.createDirectory(folder.resolve("k"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        run(0, Map.of("GNUPGHOME", home.toString()), List.of("gpg", "--batch", "--passphrase", "",
                "--quick-generate-key", "Rehearsal <rehearsal@example.org>", "ed25519", "sign",
                "1d"));
        return home.toString();
    }

    private static String check(int exit, Map<String, String> keys, Path staging)
            throws IOException, InterruptedException {
        Path program = Sources.original()
                .module("release/src/main/java/dev/lanewise/release/CentralRules.java");
        return run(exit, keys, List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString(), program.toString(), staging.toString()));
    }

    /** Runs a program, which must end with a code, and gives what it says. */
    private static String run(int exit, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes()).strip();
        assertEquals(exit, process.waitFor(), output);
        return output;
    }
}
