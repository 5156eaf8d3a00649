package org.einthoven.training.evaluate.study;

import org.einthoven.training.chart.Markup;

/** All in one file: styles and figures stand in it, and a browser is told to fetch nothing. */
final class HtmlPage extends Page {
    private static final String STYLE = """
            body{font:15px/1.45 'Liberation Sans',Arial,Helvetica,sans-serif;color:#222;background:#fff;max-width:1040px;margin:24px auto;padding:0 20px}
            h1{font-size:26px;margin:0 0 12px}h2{font-size:21px;margin:40px 0 10px;border-bottom:2px solid #0072b2;padding-bottom:4px}
            h3{font-size:18px;margin:30px 0 8px}h4{font-size:15px;margin:22px 0 4px}p{max-width:820px;margin:6px 0 10px}
            .warning{background:#fff4e0;border-left:5px solid #d55e00;padding:8px 12px}
            .figures{display:flex;flex-wrap:wrap;gap:22px}figure{margin:0;width:480px}figure svg{max-width:100%;height:auto;border:1px solid #ddd}
            figcaption{font-size:13px;color:#444;margin-top:4px}
            .wide{overflow-x:auto;max-width:100%}table{border-collapse:collapse;font-size:13px;margin:4px 0 12px}
            th,td{border:1px solid #ccc;padding:3px 7px;text-align:left;vertical-align:top}th{background:#f2f5f8}
            summary{font-weight:bold;margin:18px 0 4px;cursor:pointer}
            @media print{figure{break-inside:avoid}body{max-width:none}}
            """;

    private static final String NOTHING_FROM_ELSEWHERE =
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n";

    private boolean inFigures;

    @Override
    void title(String text) {
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n" + NOTHING_FROM_ELSEWHERE
                        + "<title>")
                .append(Markup.escape(text))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(Markup.escape(text))
                .append("</h1>\n");
    }

    @Override
    void heading(int level, String text) {
        element("h" + level, "", text);
    }

    @Override
    void paragraph(String text) {
        element("p", "", text);
    }

    @Override
    void warning(String text) {
        element("p", " class=\"warning\"", text);
    }

    private void element(String name, String attributes, String text) {
        out.append('<').append(name).append(attributes).append('>');
        out.append(Markup.escape(text)).append("</").append(name).append(">\n");
    }

    @Override
    void table(Table table) {
        out.append(table.toHtml());
    }

    @Override
    void figure(Figures.Drawn figure) {
        out.append(inFigures ? "" : "<div class=\"figures\">\n");
        inFigures = true;
        out.append("<figure>\n").append(figure.svg());
        if (isNew(figure.caption())) {
            element("figcaption", "", figure.caption());
        }
        out.append("</figure>\n");
    }

    @Override
    void details(String heading, String caption, Table table) {
        if (!table.isEmpty()) {
            out.append("<details>\n");
            element("summary", "", heading);
            caption(caption);
            table(table);
            out.append("</details>\n");
        }
    }

    @Override
    void endFigures() {
        out.append(inFigures ? "</div>\n" : "");
        inFigures = false;
    }

    @Override
    String text() {
        return out + "</body>\n</html>\n";
    }
}
