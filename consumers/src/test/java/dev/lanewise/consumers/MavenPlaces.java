package dev.lanewise.consumers;

import static dev.lanewise.consumers.Message.INCUBATOR;
import static dev.lanewise.consumers.Message.LEFT_OUT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Projects that Maven builds, with our artifacts from a staging folder and all else from Maven Central. */
final class MavenPlaces {
    /** Whose dependencies are ours alone. */
    static final String PLAIN = "ten-lines";

    private static final List<String> PROJECTS = List.of(PLAIN, "relocated", "minimized",
            "minimized-vector", "spring-boot", "kotlin");
    private static final String FLAG = "--add-modules=jdk.incubator.vector";
    private static final String COPY = " package"
            + " org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies";
    private static final String CLASS_PATH = "/target/classes:";
    private static final String DEPENDENCIES = "/target/dependency/* example.Main";

    /** What the developer's own repository has need not be loaded again. */
    private static final String SETTINGS = """
            <settings>
              <profiles><profile>
                <id>staging</id>
                <repositories><repository>
                  <id>staging</id><url>%1$s</url>
                </repository></repositories>
                <pluginRepositories><pluginRepository>
                  <id>developer</id><url>%2$s</url>
                  <releases><checksumPolicy>ignore</checksumPolicy></releases>
                </pluginRepository></pluginRepositories>
              </profile></profiles>
              <activeProfiles><activeProfile>staging</activeProfile></activeProfiles>
            </settings>
            """;

    private MavenPlaces() {}

    /** Puts the projects into a folder, with an empty local repository for each. */
    static void prepare(Path folder, Path staging) throws IOException {
        Path tests = Workshop.PROJECT.resolve("src/test");
        Path settings = folder.resolve("settings.xml");
        Files.writeString(settings, SETTINGS.formatted(staging.toUri(),
                Path.of(System.getProperty("localRepository")).toUri()));
        Workshop.copy(tests.resolve("projects"), folder);
        for (String name : PROJECTS) {
            Path project = folder.resolve(name);
            Workshop.copy(tests.resolve("programs/app"), project.resolve("src/main/java"));
            Path pom = project.resolve("pom.xml");
            Files.writeString(pom, Files.readString(pom)
                    .replace("@project.version@", System.getProperty("project.version")));
            Files.createDirectories(project.resolve(".mvn"));
            Files.write(project.resolve(".mvn/maven.config"),
                    List.of("--batch-mode", "--no-transfer-progress", "--settings=" + settings,
                            "-Dmaven.repo.local=" + folder.resolve("repository-" + name)));
        }
    }

    static List<Place> all() {
        return List.of(
                new Place("project that depends on ours alone, built offline, too", Map.of(),
                        List.of("mvn -f " + PLAIN + COPY, "mvn -o -f " + PLAIN + COPY,
                                "java " + FLAG + " -cp " + PLAIN + CLASS_PATH + PLAIN
                                        + DEPENDENCIES),
                        List.of("vector"), List.of(INCUBATOR)),
                jar("relocated by maven-shade-plugin", "relocated", "vector", INCUBATOR),
                jar("minimized by maven-shade-plugin", "minimized", "portable", INCUBATOR,
                        LEFT_OUT),
                jar("minimized, vector kernels kept", "minimized-vector", "vector", INCUBATOR),
                jar("spring-boot-maven-plugin", "spring-boot", "vector", INCUBATOR),
                new Place("Kotlin", Map.of(),
                        List.of("mvn -f kotlin" + COPY,
                                "java " + FLAG + " -cp kotlin" + CLASS_PATH
                                        + "kotlin/target/dependency/* example.MainKt"),
                        List.of("vector"), List.of(INCUBATOR)));
    }

    private static Place jar(String name, String project, String kernels, Message... messages) {
        return new Place(name, Map.of(),
                List.of("mvn -f " + project + " package",
                        "java " + FLAG + " -jar " + project + "/target/app-1.jar"),
                List.of(kernels), List.of(messages));
    }
}
