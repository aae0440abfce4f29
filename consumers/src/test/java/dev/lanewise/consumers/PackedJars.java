package dev.lanewise.consumers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugins.shade.DefaultShader;
import org.apache.maven.plugins.shade.ShadeRequest;
import org.apache.maven.plugins.shade.relocation.Relocator;
import org.apache.maven.plugins.shade.relocation.SimpleRelocator;
import org.apache.maven.plugins.shade.resource.ManifestResourceTransformer;
import org.apache.maven.plugins.shade.resource.ReproducibleResourceTransformer;
import org.springframework.boot.loader.tools.Layouts;
import org.springframework.boot.loader.tools.Library;
import org.springframework.boot.loader.tools.LibraryScope;
import org.springframework.boot.loader.tools.Repackager;

/** Programs as one jar, by the code of the plugins that people use for it. */
final class PackedJars {
    private static final String MAIN = "example.Main";

    private PackedJars() {}

    /** One jar with the classes of all, ours under names of the program's. */
    static void relocate(Path folder, String app, String shaded) throws Exception {
        shade(folder, app, shaded, List.of(
                new SimpleRelocator("dev.lanewise", "example.lanewise", List.of(), List.of())));
    }

    /** One jar with the classes of all. */
    static void shade(Path folder, String app, String shaded) throws Exception {
        shade(folder, app, shaded, List.of());
    }

    private static void shade(Path folder, String app, String shaded, List<Relocator> relocators)
            throws Exception {
        ManifestResourceTransformer manifest = new ManifestResourceTransformer();
        manifest.setMainClass(MAIN);
        ShadeRequest request = new ShadeRequest();
        request.setJars(jars(folder, app));
        request.setUberJar(folder.resolve(shaded).toFile());
        request.setFilters(List.of());
        request.setRelocators(relocators);
        List<ReproducibleResourceTransformer> transformers = List.of(manifest);
        request.setResourceTransformers(List.copyOf(transformers));
        new DefaultShader().shade(request);
    }

    private static Set<File> jars(Path folder, String app) {
        return Stream.concat(Stream.of(app), Workshop.library().stream())
                .map(jar -> folder.resolve(jar).toFile())
                .collect(Collectors.toSet());
    }

    /** One jar with ours nested in it, as {@code spring-boot:repackage} makes it. */
    static void nest(Path folder, String app, String nested) throws IOException {
        Repackager repackager = new Repackager(folder.resolve(app).toFile());
        repackager.setMainClass(MAIN);
        repackager.setLayout(new Layouts.Jar());
        repackager.repackage(folder.resolve(nested).toFile(), libraries -> {
            for (String jar : Workshop.library()) {
                libraries.library(new Library(folder.resolve(jar).toFile(), LibraryScope.COMPILE));
            }
        });
    }
}
