package org.einthoven.dicomweb;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for (PS3.18 section 10.6).
 *
 * @param level what the matches are
 * @param studyUid within this study only, or null
 * @param seriesUid within this series only, or null
 * @param match values by attribute: a tag as eight hexadecimal digits or a path of them joined by dots; wildcards, ranges and lists as in C-FIND (PS3.4 section C.2.2.2)
 * @param includeFields attributes to be told of each match beyond those that always are, or {@code all}
 * @param pageSize matches asked for at once
 * @param limit matches after which the search ends
 */
public record SearchQuery(
        Level level,
        @Nullable String studyUid,
        @Nullable String seriesUid,
        Map<String, String> match,
        List<String> includeFields,
        int pageSize,
        int limit) {

    /** What a search finds. */
    public enum Level {
        STUDIES("studies"),
        SERIES("series"),
        INSTANCES("instances");

        private final String resource;

        Level(String resource) {
            this.resource = resource;
        }
    }

    private static final int PAGE_SIZE = 200;
    private static final int LIMIT = 10_000;

    public SearchQuery {
        match = Collections.unmodifiableMap(new LinkedHashMap<>(match));
        includeFields = List.copyOf(includeFields);
        if (studyUid != null) {
            UidText.require("studyUid", studyUid);
        }
        if (seriesUid != null) {
            UidText.require("seriesUid", seriesUid);
        }
        if ((level == Level.STUDIES && studyUid != null) || (seriesUid != null && studyUid == null)) {
            throw new IllegalArgumentException("studies lie in no study, and a series lies in one");
        }
        if (level == Level.SERIES && seriesUid != null) {
            throw new IllegalArgumentException("series lie in no series");
        }
        if (pageSize < 1 || limit < 1) {
            throw new IllegalArgumentException("pageSize and limit are above 0");
        }
    }

    /** All of a level, 200 at once, 10,000 at most. */
    public static SearchQuery of(Level level) {
        return new SearchQuery(level, null, null, Map.of(), List.of(), PAGE_SIZE, LIMIT);
    }

    public static SearchQuery studies() {
        return of(Level.STUDIES);
    }

    public static SearchQuery instances() {
        return of(Level.INSTANCES);
    }

    /** Within a study, or one of its series. */
    public SearchQuery within(String study, @Nullable String series) {
        return new SearchQuery(level, study, series, match, includeFields, pageSize, limit);
    }

    /** Only what matches this too. */
    public SearchQuery match(int tag, String value) {
        Map<String, String> more = new LinkedHashMap<>(match);
        more.put(ModelNames.of(tag), value);
        return new SearchQuery(level, studyUid, seriesUid, more, includeFields, pageSize, limit);
    }

    /** Told of each match too. */
    public SearchQuery include(int tag) {
        List<String> more = new ArrayList<>(includeFields);
        more.add(ModelNames.of(tag));
        return new SearchQuery(level, studyUid, seriesUid, match, more, pageSize, limit);
    }

    public SearchQuery withPageSize(int matches) {
        return new SearchQuery(level, studyUid, seriesUid, match, includeFields, matches, limit);
    }

    public SearchQuery withLimit(int matches) {
        return new SearchQuery(level, studyUid, seriesUid, match, includeFields, pageSize, matches);
    }

    /** Path and query below the base address. */
    String address(int offset, int count) {
        List<String> parameters = new ArrayList<>();
        match.forEach((attribute, value) -> parameters.add(encode(attribute) + "=" + encode(value)));
        includeFields.forEach(field -> parameters.add("includefield=" + encode(field)));
        parameters.add("limit=" + count);
        parameters.add("offset=" + offset);
        return path() + "?" + String.join("&", parameters);
    }

    private String path() {
        String within = studyUid == null ? "" : "studies/" + studyUid + "/";
        return within + (seriesUid == null ? "" : "series/" + seriesUid + "/") + level.resource;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Without the values, which may be a patient's. */
    @Override
    public String toString() {
        return "SearchQuery[" + level + ", " + match.size() + " keys, limit " + limit + "]";
    }
}
