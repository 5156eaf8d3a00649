package org.einthoven.report.drawing;

/** Text of any origin in the characters that a drawing can show, in the space that it has. */
final class PrintableText {
    private static final int LONGEST = 500;

    private PrintableText() {}

    /**
     * One line no wider than asked. White space and control characters become one space, what the font lacks becomes
     * "?", and marks that turn the writing direction go: they could make a line read as another. What does not fit
     * ends in "…".
     */
    static String fit(String text, double size, double width) {
        String line = line(text);
        if (OutlineFont.SANS.width(line, size) <= width) {
            return line;
        }
        int[] characters = line.codePoints().toArray();
        double room = width - OutlineFont.SANS.width("…", size);
        int count = 0;
        while (count < characters.length) {
            room -= OutlineFont.SANS.width(Character.toString(characters[count]), size);
            if (room < 0) {
                break;
            }
            count++;
        }
        return new String(characters, 0, count).stripTrailing() + "…";
    }

    /** The text as one line of any width. */
    static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> append(line, c));
        return line.toString().replaceAll(" {2,}", " ").strip();
    }

    private static void append(StringBuilder line, int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.FORMAT) {
            return;
        }
        if (type == Character.CONTROL || Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) {
            line.append(' ');
        } else {
            boolean character = type != Character.SURROGATE && type != Character.UNASSIGNED;
            line.appendCodePoint(character && OutlineFont.SANS.has(codePoint) ? codePoint : '?');
        }
    }
}
