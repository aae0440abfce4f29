package dev.lanewise.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.lanewise.engine.nn.Layer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of the design that a compiler does not know: who may use whom inside the engine. */
class ArchitectureTest {
    private static final String ENGINE = "dev.lanewise.engine";
    private static final String VECTOR = ENGINE + ".backend.vector";
    private static final String VECTOR_API = "jdk.incubator.vector";
    private static final String ANNOTATIONS = "org.jspecify";

    /** Every package of the engine, and the other ones it may use: only floors below its own. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("text", Set.of()),
            Map.entry("random", Set.of()),
            Map.entry("backend", Set.of()),
            Map.entry("parallel", Set.of("backend")),
            Map.entry("nn", Set.of("text")),
            Map.entry("data", Set.of("text", "random", "nn")),
            Map.entry("loss", Set.of("text", "backend")),
            Map.entry("plan", Set.of("random", "backend", "nn", "data")),
            Map.entry("kernel", Set.of("backend", "parallel", "nn", "data", "plan")),
            Map.entry("metric", Set.of("data", "nn")),
            Map.entry("source", Set.of("backend", "nn", "data", "plan")),
            Map.entry("lenet1998",
                    Set.of("text", "backend", "nn", "loss", "plan", "source")),
            Map.entry("file", Set.of("text", "nn", "data", "loss", "lenet1998")),
            Map.entry("inference",
                    Set.of("random", "backend", "parallel", "nn", "data", "loss", "plan",
                            "metric")),
            Map.entry("model",
                    Set.of("text", "backend", "parallel", "nn", "data", "loss", "plan", "kernel",
                            "metric", "file", "inference", "source")),
            Map.entry("optim", Set.of("backend")),
            Map.entry("augment", Set.of("random", "backend", "nn", "data")),
            Map.entry("train",
                    Set.of("augment", "text", "random", "backend", "parallel", "nn", "data", "loss",
                            "plan",
                            "kernel", "metric", "file", "inference", "model", "optim")),
            Map.entry("sdlm", Set.of("text", "backend", "optim", "train")));
    /** Packages for the engine itself: programs can't name what is in them. */
    private static final Set<String> INTERNAL = Set.of("text", "random", "backend", "parallel",
            "plan", "source", "lenet1998", "file", "inference", "augment", "optim", "sdlm");
    /** As many public types as a stranger still looks through, beside the kinds of layers. */
    private static final int MOST_PUBLIC_TYPES = 51;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ENGINE);

    @TestFactory
    List<DynamicTest> packagesUseOnlyTheFloorsBelow() {
        return MAY_USE.entrySet()
                .stream()
                .map(row -> dynamicTest(row.getKey(),
                        () -> assertUsesOnly(row.getKey(), row.getValue())))
                .toList();
    }

    private static void assertUsesOnly(String name, Set<String> below) {
        String[] allowed = Stream.concat(Stream.of(name), below.stream())
                .map(ArchitectureTest::packageTree)
                .toArray(String[]::new);
        noClasses().that()
                .resideInAPackage(packageTree(name))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(ENGINE + "..").and(resideOutsideOfPackages(allowed)))
                .check(CLASSES);
    }

    private static String packageTree(String name) {
        return ENGINE + "." + name + "..";
    }

    @Test
    void everyPackageHasItsFloor() {
        classes().should()
                .resideInAnyPackage(
                        MAY_USE.keySet()
                                .stream()
                                .map(ArchitectureTest::packageTree)
                                .toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(ENGINE + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /** Since nothing outside that package may name the API at all, no public signature can mention it. */
    @Test
    void onlyTheVectorKernelsUseTheVectorApi() {
        noClasses().that()
                .resideOutsideOfPackage(VECTOR + "..")
                .should()
                .dependOnClassesThat(resideInAPackage(VECTOR_API + ".."))
                .check(CLASSES);
        classes().that()
                .haveSimpleName("VectorKernels")
                .should()
                .resideInAPackage(VECTOR)
                .check(CLASSES);
    }

    /** They are ordinary users of what is open: a layer, a loss, an optimizer. */
    @Test
    void onlyFilesKnowThePartsOf1998() {
        noClasses().that()
                .resideOutsideOfPackages(packageTree("lenet1998"), packageTree("file"))
                .should()
                .dependOnClassesThat(resideInAPackage(packageTree("lenet1998")))
                .check(CLASSES);
        noClasses().that()
                .resideOutsideOfPackage(packageTree("sdlm"))
                .should()
                .dependOnClassesThat(resideInAPackage(packageTree("sdlm")))
                .check(CLASSES);
    }

    /** Not in comments and strings either. */
    @Test
    void theCoreDoesNotNameTheLayersOf1998() throws IOException {
        Pattern layers = Pattern.compile("(?i)table-?conv|\\bsubsampl|\\bRbf");
        Path sources = Path.of("src", "main", "java", ENGINE.replace('.', '/'));
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> naming = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.startsWith(sources.resolve("lenet1998")))
                    .filter(file -> layers.matcher(text(file)).find())
                    .toList();
            assertEquals(List.of(), naming);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The vector kernels are loaded by name, so that the engine runs without the Vector API. */
    @Test
    void nothingRefersToTheVectorKernels() {
        noClasses().that()
                .resideOutsideOfPackage(VECTOR + "..")
                .should()
                .dependOnClassesThat(resideInAPackage(VECTOR + ".."))
                .check(CLASSES);
    }

    @Test
    void theEngineNeedsTheJdkAlone() {
        classes().should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("java..", ENGINE + "..", VECTOR_API + "..",
                                ANNOTATIONS + ".."))
                .check(CLASSES);
        ModuleDescriptor module = descriptor();
        for (ModuleDescriptor.Requires required : module.requires()) {
            assertTrue(
                    required.name().startsWith("java.")
                            || required.modifiers().contains(Modifier.STATIC),
                    required + " would be needed at run time");
        }
    }

    @Test
    void allPackagesButTheInternalOnesAreExportedToEverybody() {
        Set<String> exported = descriptor().exports()
                .stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        Set<String> expected = MAY_USE.keySet()
                .stream()
                .filter(name -> !INTERNAL.contains(name))
                .map(name -> ENGINE + "." + name)
                .collect(Collectors.toSet());
        assertEquals(expected, exported);
    }

    /** Whoever reads the documentation for the first time should see what is for him, and no more. */
    @Test
    void thePublicFaceIsSmall() {
        Set<String> exported = descriptor().exports()
                .stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        List<String> shown = CLASSES.stream()
                .filter(type -> exported.contains(type.getPackageName()))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> type.isTopLevelClass()
                        && !type.getSimpleName().equals("package-info"))
                .filter(type -> type.isInterface() || !type.isAssignableTo(Layer.class))
                .map(JavaClass::getName)
                .sorted()
                .toList();
        assertTrue(shown.size() <= MOST_PUBLIC_TYPES,
                () -> shown.size() + " public types: " + shown);
    }

    private static ModuleDescriptor descriptor() {
        return ModuleFinder.of(Path.of("target", "classes"))
                .find(ENGINE)
                .orElseThrow()
                .descriptor();
    }
}
