package io.memberport.sequence;

import java.util.ArrayList;
import java.util.List;

/** Ids and names of variables and members that are easily taken for each other. */
final class Names {

    /** Names that collide by case, normal form, truncation, or with what is reserved. */
    static final List<String> OF_VARIABLES = List.of(
            "city",
            "City",
            "CITY",
            "Order",
            "order_",
            "select",
            "user",
            "value",
            "member_id",
            "last_batch_id",
            "batch_id",
            "Straße",
            "STRASSE",
            "strasse",
            "ﬁle",
            "file",
            "İd",
            "id",
            "i̇d",
            "ıd",
            "é",
            "e\u0301",
            "E\u0301",
            "Σίσυφος",
            "σίσυφοσ",
            "2nd city",
            "E-mail (private)",
            "e_mail_private",
            "",
            " ",
            "trailing",
            "trailing ",
            "trailing_",
            "日本語",
            "имя",
            "𝒜",
            "😀",
            "a\tb",
            "\"quoted\"",
            "x".repeat(80) + "1",
            "x".repeat(80) + "2",
            "ü".repeat(40),
            "日".repeat(30),
            "X".repeat(80) + "1",
            "variable_v0",
            "community",
            "export_date",
            "ǆ",
            "ŉ",
            "ᾳ",
            "k",
            "K");

    private static final String FLAME = "\ud83d\udd25";

    /** Ids that are equal but for case, trailing blanks or normal form, and one as long as an id may be. */
    static final List<String> IDS = List.of(
            "a", "A", "a ", "ä", "a\u0308", "ß", "ss", "b", "m-1", "m-1 ", "0", "00", "ſ", "s", FLAME, "it's", "a%_\\",
            "null");

    static final String LONGEST = FLAME.repeat(255);
    static final String TOO_LONG = FLAME.repeat(255) + "a";

    private Names() {}

    /** Different ids, in random order. */
    static List<String> ids(Dice dice, int count) {
        List<String> left = new ArrayList<>(IDS);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count && !left.isEmpty(); i++) {
            ids.add(left.remove(dice.below(left.size())));
        }
        if (dice.oneIn(20)) {
            ids.set(0, LONGEST);
        }
        return ids;
    }
}
