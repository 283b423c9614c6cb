package com.example.nightly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A program that depends on Memberport gets the libraries that its documentation names, and not one more. */
class WhatComesWithItTest {

    private static final Pattern TREE_IN_THE_DOCUMENTATION =
            Pattern.compile("```text\n(\\+- io\\.memberport:memberport-core\n.*?)```", Pattern.DOTALL);

    @Test
    void isTheTreeThatTheDocumentationShows() throws Exception {
        Path root = Path.of(System.getProperty("memberport.root"));
        Matcher documented = TREE_IN_THE_DOCUMENTATION.matcher(Files.readString(root.resolve("docs/embedding.md")));
        assertTrue(documented.find(), "docs/embedding.md shows the tree");

        assertEquals(documented.group(1), resolvedTree());
    }

    /** Without the project itself, and without types, versions and scopes. */
    private static String resolvedTree() throws Exception {
        return Files.readAllLines(Path.of("target", "dependency-tree.txt")).stream()
                .skip(1)
                .map(line -> line.replaceFirst(":jar:.*", "") + "\n")
                .collect(Collectors.joining());
    }
}
