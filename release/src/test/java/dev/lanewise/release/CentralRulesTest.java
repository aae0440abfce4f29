package dev.lanewise.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule passes what is right and names what is wrong. */
class CentralRulesTest {
    private static final String ENGINE = "lanewise-engine";

    @TempDir
    private Path folder;
    private Staging staging;

    @BeforeEach
    void fill() throws IOException {
        staging = new Staging(folder);
    }

    /** What somebody forgot. */
    @FunctionalInterface
    interface Mistake {
        void make(Staging staging) throws IOException;
    }

    private List<String> findings() throws IOException, InterruptedException {
        return CentralRules.check(folder, Staging.WORDS);
    }

    @Test
    void aCompleteFolderPasses() throws IOException, InterruptedException {
        assertEquals(List.of(), findings());
    }

    private static Arguments case_(String finding, Mistake mistake) {
        return arguments(finding, mistake);
    }

    private static Arguments without(String ending) {
        return case_(ENGINE + "-1.0" + ending + " is missing.",
                staging -> Files.delete(staging.file(ENGINE, ending)));
    }

    private static Arguments pom(String words, String others, String finding) {
        return case_(ENGINE + "-1.0.pom " + finding + ".",
                staging -> staging.edit(ENGINE, words, others));
    }

    static Stream<Arguments> files() {
        return Stream.of(without(".jar"), without("-sources.jar"), without("-javadoc.jar"),
                without("-cyclonedx.json"), without(".pom.asc"), without("-sources.jar.asc"),
                without(".jar.md5"), without("-javadoc.jar.sha1"),
                case_("lanewise-engine-1.0-cyclonedx.json.md5 must be the sum of its file, but is"
                        + " that of another.",
                        staging -> Files.writeString(staging.file(ENGINE, "-cyclonedx.json.md5"),
                                "00")),
                case_("lanewise-engine-1.0.jar.asc must be a signature of its file by a key that is"
                        + " known here, but is not.",
                        staging -> Files.writeString(staging.file(ENGINE, ".jar.asc"), "forged")),
                case_("lanewise-engine-1.0-tests.jar is no part of a release.",
                        staging -> Files.createFile(staging.file(ENGINE, "-tests.jar"))),
                case_("lanewise-engine-1.0.jar must hold its module, but does not.",
                        staging -> staging.jar("", "META-INF/LICENSE")),
                case_("lanewise-engine-1.0.jar must hold its licence, but does not.",
                        staging -> staging.jar("", "module-info.class")),
                case_("lanewise-engine-1.0-sources.jar must hold sources, but does not.",
                        staging -> staging.jar("-sources", "a.txt")),
                case_("lanewise-engine-1.0-javadoc.jar must hold Javadoc, but does not.",
                        staging -> staging.jar("-javadoc", "a.txt")),
                case_("lanewise-bom must list the jars that are released, [lanewise-engine], but"
                        + " lists [lanewise-other].",
                        staging -> staging.edit("lanewise-bom", ENGINE, "lanewise-other")));
    }

    static Stream<Arguments> poms() {
        return Stream.of(pom("<name>N</name><description>", "<description>",
                "must have <name>, but has none"),
                pom("<url>U</url>\n<inception", "<inception", "must have <url>, but has none"),
                pom("<license><name>L</name>", "<license>",
                        "must have <licenses/license/name>, but has none"),
                pom("<organization>O</organization>", "",
                        "must have <developers/developer/organization>, but has none"),
                pom("<connection>C</connection>", "<connection> </connection>",
                        "must have <scm/connection>, but has none"),
                pom("</project>", "<parent/></project>", "must stand alone, but has <parent>"),
                pom("</project>", "<profiles/></project>", "must stand alone, but has <profiles>"),
                pom("<name>N", "<name>${n}", "must have no variables, but has one: "
                        + "<packaging>jar</packaging><name>${n}</name><description>D</description>"
                        + "<url>U</url>"),
                pom("</project>", Staging.dependency("lanewise-x", "1-SNAPSHOT") + "</project>",
                        "must depend on releases, but wants lanewise-x 1-SNAPSHOT"),
                pom("</project>", Staging.dependency("jspecify", "1") + "</project>",
                        "must need our jars alone, but names jspecify"),
                pom("<version>1.0", "<version>1.1",
                        "must be in the folder that it names, dev/lanewise/lanewise-engine/1.1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"files", "poms"})
    void oneMistakeIsOneSentence(String finding, Mistake mistake)
            throws IOException, InterruptedException {
        mistake.make(staging);
        assertEquals(List.of(finding), findings());
    }
}
