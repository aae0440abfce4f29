package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the catalog names is there, in the version of this build. */
class JbangCatalogTest {
    private static final Path CATALOG = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolveSibling("jbang-catalog.json");

    private static String version() throws IOException {
        String pom = Files.readString(CATALOG.resolveSibling("cli/pom.xml"));
        return pom.substring(pom.indexOf("<version>") + 9, pom.indexOf("</version>"));
    }

    @Test
    void everyExampleHasAnAliasWithItsJars() throws Exception {
        JsonObject aliases = JsonParser.parseString(Files.readString(CATALOG))
                .getAsJsonObject()
                .getAsJsonObject("aliases");
        try (var examples = Files.list(CATALOG.resolveSibling("docs/examples"))) {
            assertEquals(examples.filter(file -> file.toString().endsWith(".java")).count(),
                    aliases.size());
        }
        for (Map.Entry<String, JsonElement> entry : aliases.entrySet()) {
            JsonObject alias = entry.getValue().getAsJsonObject();
            String script = alias.get("script-ref").getAsString();
            assertTrue(Files.isRegularFile(CATALOG.resolveSibling(script)), script);
            boolean mnist = Files.readString(CATALOG.resolveSibling(script))
                    .contains("import dev.lanewise.mnist.");
            String jar = "dev.lanewise:lanewise-" + (mnist ? "mnist" : "engine") + ":";
            assertEquals(jar + version(),
                    alias.getAsJsonArray("dependencies").get(0).getAsString(), entry.getKey());
        }
    }
}
