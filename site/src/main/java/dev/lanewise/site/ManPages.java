package dev.lanewise.site;

import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;

/** Manual pages in AsciiDoc. Starting its converter takes seconds, so one does them all. */
final class ManPages implements AutoCloseable {
    private final Asciidoctor asciidoctor = Asciidoctor.Factory.create();
    private final Options options = Options.builder()
            .safe(SafeMode.SECURE)
            .standalone(false)
            .attributes(Attributes.builder()
                    .showTitle(true)
                    .attribute("relfilesuffix", ".adoc")
                    .build())
            .build();

    String html(String text) {
        return asciidoctor.convert(text, options);
    }

    @Override
    public void close() {
        asciidoctor.close();
    }
}
