package dev.lanewise.bench;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the command line takes of this module must not need JMH, which it does not get. */
class ArchitectureTest {
    private static final String BENCH = "dev.lanewise.bench";
    private static final String WORKLOAD = BENCH + ".workload";
    private static final String HARNESS = BENCH + ".harness";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BENCH);

    @Test
    void workloadsAndHarnessKnowNothingOfJmh() {
        noClasses().that()
                .resideInAnyPackage(WORKLOAD, HARNESS)
                .should()
                .dependOnClassesThat(resideInAPackage("org.openjdk.jmh..")
                        .or(resideInAnyPackage(BENCH, BENCH + ".jmh_generated..")))
                .check(CLASSES);
    }

    @Test
    void workloadsDoNotKnowHowTimeIsTaken() {
        noClasses().that()
                .resideInAPackage(WORKLOAD)
                .should()
                .dependOnClassesThat(resideInAPackage(HARNESS))
                .check(CLASSES);
    }
}
