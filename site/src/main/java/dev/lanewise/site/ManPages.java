package dev.lanewise.site;

import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.jspecify.annotations.Nullable;

/** Manual pages in AsciiDoc. Its converter takes seconds to start, so one does them all, once there are any. */
final class ManPages implements AutoCloseable {
    private @Nullable Asciidoctor asciidoctor;
    private final Options options = Options.builder()
            .safe(SafeMode.SECURE)
            .standalone(false)
            .attributes(Attributes.builder()
                    .showTitle(true)
                    .attribute("relfilesuffix", ".adoc")
                    .build())
            .build();

    String html(String text) {
        Asciidoctor converter = asciidoctor;
        if (converter == null) {
            converter = Asciidoctor.Factory.create();
            asciidoctor = converter;
        }
        return converter.convert(text, options);
    }

    @Override
    public void close() {
        if (asciidoctor != null) {
            asciidoctor.close();
        }
    }
}
