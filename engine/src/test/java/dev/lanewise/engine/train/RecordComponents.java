package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.lanewise.engine.text.Attributes;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Holds that a record forgets no component where it describes itself. */
final class RecordComponents {
    private RecordComponents() {}

    /**
     * Changes one component after the other, in all samples of each kind, and wants the description to
     * name it. Changes that a record refuses don't count, but each component must change in some sample.
     */
    static <T> void assertAllDescribed(List<? extends T> samples,
            Function<? super T, Attributes> attributes) {
        Set<String> missing = new HashSet<>();
        Set<String> seen = new HashSet<>();
        for (T sample : samples) {
            RecordComponent[] components = sample.getClass().getRecordComponents();
            for (int i = 0; i < components.length; i++) {
                String name = sample.getClass().getSimpleName() + "." + components[i].getName();
                missing.add(name);
                for (T changed : changed(sample, components, i)) {
                    assertNotEquals(sample, changed, name);
                    assertEquals(components[i].getName(),
                            attributes.apply(changed)
                                    .differenceFrom(Attributes.parse(
                                            attributes.apply(sample).toString()))
                                    .map(Attributes.Difference::name)
                                    .orElse("nothing"),
                            name);
                    seen.add(name);
                }
            }
        }
        missing.removeAll(seen);
        assertEquals(Set.of(), missing);
    }

    private static Object invoke(RecordComponent component, Object sample)
            throws ReflectiveOperationException {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true); // Losses are seen by their package alone.
        return accessor.invoke(sample);
    }

    @SuppressWarnings("unchecked") // of the sample's own class
    private static <T> List<T> changed(T sample, RecordComponent[] components, int index) {
        List<T> changed = new ArrayList<>();
        try {
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = invoke(components[i], sample);
            }
            values[index] = other(values[index]);
            Constructor<?> constructor = sample.getClass()
                    .getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            changed.add((T) constructor.newInstance(values));
        } catch (InvocationTargetException e) {
            // Refused: no such value.
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        return changed;
    }

    private static Object other(Object value) {
        return switch (value) {
            case Double d -> d / 2 + 0.0625;
            case Float f -> f / 2 + 0.0625f;
            case Integer i -> i + 1;
            case Boolean b -> !b;
            case Enum<?> e -> e.getDeclaringClass().getEnumConstants()[e.ordinal() == 0 ? 1 : 0];
            default -> throw new AssertionError("another " + value.getClass() + " is needed");
        };
    }
}
