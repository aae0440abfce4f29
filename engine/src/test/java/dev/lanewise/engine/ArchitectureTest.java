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

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of the design that a compiler does not know: who may use whom inside the engine. */
class ArchitectureTest {
    private static final String ENGINE = "dev.lanewise.engine";
    private static final String VECTOR = ENGINE + ".kernel.vector";
    private static final String VECTOR_API = "jdk.incubator.vector";
    private static final String ANNOTATIONS = "org.jspecify";

    /** Every package of the engine, and the other ones it may use: only floors below its own. */
    private static final Map<String, Set<String>> MAY_USE = Map.of(
            "text", Set.of(),
            "kernel", Set.of(),
            "parallel", Set.of("kernel"),
            "nn", Set.of("text"),
            "data", Set.of("nn"),
            "loss", Set.of("nn", "kernel"),
            "plan", Set.of("nn", "kernel", "data"),
            "model", Set.of("text", "nn", "kernel", "plan", "parallel", "data", "loss"),
            "train",
            Set.of("text", "nn", "kernel", "plan", "parallel", "data", "loss", "model"));
    /** Packages for the engine itself and the modules beside it. */
    private static final Set<String> INTERNAL = Set.of("text");

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

    private static ModuleDescriptor descriptor() {
        return ModuleFinder.of(Path.of("target", "classes"))
                .find(ENGINE)
                .orElseThrow()
                .descriptor();
    }
}
