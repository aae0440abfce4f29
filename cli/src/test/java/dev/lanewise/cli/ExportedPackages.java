package dev.lanewise.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packages that the modules of the project export to everybody. */
final class ExportedPackages {
    static final Path ROOT = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .getParent();
    private static final Pattern EXPORT = Pattern.compile("exports ([\\w.]+);");

    private ExportedPackages() {}

    /** Where a module has its sources. */
    static Path sources(String module) {
        return ROOT.resolve(module).resolve("src/main/java");
    }

    /** The packages of modules, by name. */
    static List<String> of(List<String> modules) throws IOException {
        List<String> packages = new ArrayList<>();
        for (String module : modules) {
            Matcher export = EXPORT
                    .matcher(Files.readString(sources(module).resolve("module-info.java")));
            while (export.find()) {
                packages.add(export.group(1));
            }
        }
        return packages;
    }
}
