package org.einthoven.app.fhir;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.ResourceType;

/**
 * Takes values out of an error text that other software wrote, because it may quote a patient's: what remains are plain
 * lower-case words, names of resource types and elements, and the few capitalised words that such texts begin with.
 */
public final class OutcomeText {
    private static final int LONGEST = 300;
    private static final String GAP = "…";
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'|`[^`]*`");
    private static final Pattern WORD = Pattern.compile("[^\\s,;:()\\[\\]{}=]+");
    private static final Pattern ELEMENT = Pattern.compile("([A-Z][A-Za-z]+)(\\.[a-z][A-Za-z0-9]*(\\[[0-9x]+])?)*");
    private static final Pattern PLAIN = Pattern.compile("[a-z]+([-/][a-z]+)*[.!]?|HAPI-[0-9]{4}|[.\\-!]");
    private static final Set<String> BEGINNINGS = Set.of(
            "A",
            "An",
            "The",
            "This",
            "Resource",
            "Reference",
            "Invalid",
            "Unknown",
            "Unable",
            "Failed",
            "Failure",
            "Missing",
            "Can",
            "Cannot",
            "Could",
            "Not",
            "No",
            "Error",
            "Unexpected",
            "Element",
            "Value",
            "Profile",
            "Validation",
            "Client-assigned",
            "Client",
            "ID",
            "IDs",
            "Ids",
            "URL",
            "JSON",
            "XML",
            "FHIR",
            "HTTP",
            "Content",
            "Incorrect",
            "Conditional",
            "Version",
            "Transaction",
            "Found",
            "Database",
            "Duplicate",
            "Referential",
            "Server",
            "Request",
            "PUT",
            "POST",
            "Please",
            "Only",
            "Too",
            "Access",
            "Permission");

    private OutcomeText() {}

    /** The text in at most 300 characters, with an ellipsis for each thing that may be a value. */
    public static String withoutValues(String text) {
        String unquoted = QUOTED.matcher(text.strip()).replaceAll(OutcomeText::elementOrGap);
        String known = WORD.matcher(unquoted)
                .replaceAll(word -> isHarmless(word.group()) ? Matcher.quoteReplacement(word.group()) : GAP);
        String shorter = known.replaceAll("(" + GAP + "[\\s,;:()\\[\\]{}=]*)+" + GAP, GAP)
                .replaceAll("\\s+", " ");
        return shorter.length() <= LONGEST ? shorter : shorter.substring(0, LONGEST) + GAP;
    }

    private static String elementOrGap(java.util.regex.MatchResult quoted) {
        String inside = quoted.group().substring(1, quoted.group().length() - 1);
        return isElement(inside) ? inside : GAP;
    }

    private static boolean isHarmless(String word) {
        return PLAIN.matcher(word).matches() || BEGINNINGS.contains(word) || isElement(stripStop(word));
    }

    private static String stripStop(String word) {
        return word.endsWith(".") ? word.substring(0, word.length() - 1) : word;
    }

    private static boolean isElement(String word) {
        Matcher element = ELEMENT.matcher(word);
        return element.matches() && isResourceType(element.group(1));
    }

    private static boolean isResourceType(String name) {
        for (ResourceType type : ResourceType.values()) {
            if (type.name().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
