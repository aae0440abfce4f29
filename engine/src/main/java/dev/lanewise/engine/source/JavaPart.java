package dev.lanewise.engine.source;

import java.util.Set;

/** A method of a generated class, which holds those that it needs and no others. */
public sealed interface JavaPart permits MapPart, FunctionPart, WinogradPart {

    /** Its text, from the first column on. */
    String text();

    /** The methods that it calls. */
    Set<JavaPart> needs();
}
