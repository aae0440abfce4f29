package dev.lanewise.engine.testing;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import dev.lanewise.engine.nn.Layer;
import java.net.URL;
import java.util.Set;
import java.util.TreeSet;

/** All kinds of layers, losses or optimizers that the engine has, found among its classes. */
public final class Kinds {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importLocations(Set.of(Location.of(engine())));

    private Kinds() {}

    /** Where the engine's own classes lie: those of tests don't count. */
    private static URL engine() {
        return Layer.class.getProtectionDomain().getCodeSource().getLocation();
    }

    /** The names of the classes of a type that aren't abstract. */
    public static Set<String> of(Class<?> type) {
        Set<String> kinds = new TreeSet<>();
        for (JavaClass each : CLASSES) {
            if (each.isAssignableTo(type) && !each.getModifiers().contains(JavaModifier.ABSTRACT)) {
                kinds.add(each.getSimpleName());
            }
        }
        assertFalse(kinds.isEmpty(), "no " + type);
        return kinds;
    }
}
