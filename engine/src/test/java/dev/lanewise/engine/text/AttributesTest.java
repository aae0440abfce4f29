package dev.lanewise.engine.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of values, and what may be added to them later. */
class AttributesTest {
    private static final Attributes RULE = Attributes.of("Rule")
            .with("rate", 0.5)
            .with("steps", 3)
            .with("decay", 0.0, 0.0)
            .with("table", List.of(List.of(0, 1), List.of(2)));

    @Test
    void theTextLeavesOutWhatIsUsual() {
        assertEquals("Rule[rate=0.5, steps=3, table=[[0, 1], [2]]]", RULE.toString());
        assertEquals("Rule[decay=1.0]", Attributes.of("Rule").with("decay", 1.0, 0.0).toString());
        assertEquals("Rule[]", Attributes.of("Rule").toString());
    }

    @Test
    void theTextIsReadBack() {
        Attributes read = Attributes.parse(RULE.toString());
        assertEquals(RULE, read);
        assertEquals(RULE.hashCode(), read.hashCode());
        assertNotEquals(RULE, Attributes.parse("Rule[rate=0.5]"));
        assertEquals("Rule", read.type());
        assertEquals("3", read.value("steps"));
        assertEquals("0.0", read.value("decay", "0.0"));
        assertEquals("0.5", read.value("rate", "1"));
        assertEquals(List.of("[0, 1]", "[2]"), read.elements("table"));
        assertEquals(List.of(), Attributes.parse("A[b=[]]").elements("b"));
        assertThrows(IllegalArgumentException.class, () -> read.value("decay"));
        assertThrows(IllegalArgumentException.class, () -> read.elements("steps"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Rule", "Rule[", "Rule]", "[a=1]", "Rule[a]", "Rule[a=]",
            "Rule[a=1, a=2]", "Rule[=1]", "Rule[a=[]", "Rule[a=]]", "Rule[a=1]]", "Rule[a=1,]",
            "Rule[a b=1]", "Rule[a=1]x"})
    void otherTextsAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Attributes.parse(text), text);
    }

    @Test
    void whatCouldNotBeReadBackIsRefused() {
        Attributes none = Attributes.of("Rule");
        assertThrows(IllegalArgumentException.class, () -> none.with("a", "1, b=2"));
        assertThrows(IllegalArgumentException.class, () -> none.with("a", "]["));
        assertThrows(IllegalArgumentException.class, () -> none.with("a", ""));
        assertThrows(IllegalArgumentException.class, () -> none.with("a=", 1));
        assertThrows(IllegalArgumentException.class, () -> none.with("a", 1).with("a", 1));
        assertThrows(IllegalArgumentException.class, () -> Attributes.of("a rule"));
    }

    private static Optional<String> difference(String earlier) {
        return RULE.differenceFrom(Attributes.parse(earlier))
                .map(d -> d.name() + ": " + d.earlier() + ", " + d.now());
    }

    @Test
    void anAttributeMoreChangesNothingAtItsUsualValue() {
        String same = "rate=0.5, steps=3, table=[[0, 1], [2]]";
        assertEquals(Optional.empty(), difference("Rule[" + same + "]"));
        assertEquals(Optional.empty(), difference("Rule[decay=0.0, " + same + "]"));
        assertEquals(Optional.of("decay: 0.1, 0.0"), difference("Rule[decay=0.1, " + same + "]"));
        assertEquals(Optional.of("boost: 2, nothing"), difference("Rule[" + same + ", boost=2]"));
        assertEquals(Optional.of("steps: nothing, 3"), difference("Rule[rate=0.5]"));
        assertEquals(Optional.of(": Other[rate=0.5], " + RULE), difference("Other[rate=0.5]"));
    }
}
