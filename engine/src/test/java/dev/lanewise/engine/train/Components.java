package dev.lanewise.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.lanewise.engine.text.Attributes;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Holds that a value, whose constructor takes its fields in order, forgets none where it describes itself. */
final class Components {
    private Components() {}

    /**
     * Changes one field after the other, in all samples of each kind, and wants the description to name
     * it. Changes that a kind refuses don't count, but each field must change in some sample.
     */
    static <T> void assertAllDescribed(List<? extends T> samples,
            Function<? super T, Attributes> attributes) {
        Set<String> missing = new HashSet<>();
        Set<String> seen = new HashSet<>();
        for (T sample : samples) {
            List<Field> fields = fields(sample.getClass());
            for (int i = 0; i < fields.size(); i++) {
                String name = sample.getClass().getSimpleName() + "." + fields.get(i).getName();
                missing.add(name);
                for (T changed : changed(sample, fields, i)) {
                    assertNotEquals(sample, changed, name);
                    assertEquals(fields.get(i).getName(),
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

    private static List<Field> fields(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
                .toList();
    }

    private static Object value(Field field, Object sample) throws IllegalAccessException {
        field.setAccessible(true);
        return field.get(sample);
    }

    @SuppressWarnings("unchecked") // of the sample's own class
    private static <T> List<T> changed(T sample, List<Field> fields, int index) {
        List<T> changed = new ArrayList<>();
        try {
            Object[] values = new Object[fields.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(fields.get(i), sample);
            }
            values[index] = other(values[index]);
            Constructor<?> constructor = sample.getClass()
                    .getDeclaredConstructor(
                            fields.stream().map(Field::getType).toArray(Class<?>[]::new));
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
            case List<?> list -> List.of(0.5f, list.size() + 2f);
            case Enum<?> e -> e.getDeclaringClass().getEnumConstants()[e.ordinal() == 0 ? 1 : 0];
            default -> throw new AssertionError("another " + value.getClass() + " is needed");
        };
    }
}
