/*
 * chart.js -- draws the table beside it. <figure data-chart> holds a <div class="chart"> and a table whose
 * headings say how each column is drawn (data-draw="line", "bar" or "dash"); cells carry data-v, the
 * exact number, or nothing where there is none. So chart and table cannot disagree.
 */
import * as echarts from "echarts/core";
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

echarts.use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

function css(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function columnsOf(table) {
    return [...table.querySelectorAll("thead th")]
        .map((th, at) => ({ at, name: th.dataset.name || th.textContent.trim(), draw: th.dataset.draw, axis: Number(th.dataset.axis || 0) }))
        .filter((column) => column.draw && table.querySelector(`tbody td:nth-child(${column.at + 1})[data-v]:not([data-v=""])`));
}

function divisor(a, b) {
    return b === 0 ? a : divisor(b, a % b);
}

/*
 * Where each row stands on the axis: rows say the month they end in (data-at), and the axis is cut evenly
 * into the largest step that meets them all. A year's target so stands at the year's end, and its linear
 * schedule is a straight line, however many months are missing in between.
 */
function axisOf(table) {
    const rows = [...table.querySelectorAll("tbody tr")];
    const months = rows.map((row) => Number(row.dataset.at));
    const first = Math.min(...months);
    const step = months.reduce((all, month) => divisor(all, month - first), 0) || 1;
    const places = months.map((month) => (month - first) / step);
    const labels = new Array(Math.max(...places, 0) + 1).fill("");
    rows.forEach((row, i) => (labels[places[i]] ||= row.cells[0].textContent.trim()));
    return { rows, places, labels };
}

/* A value with nothing on either side has no line to be seen by: its mark is larger. */
function pointsOf(values, places) {
    const lone = (i) => values[i] !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null;
    return values.map((value, i) => (lone(i) ? { value: [places[i], value], symbolSize: 12 } : [places[i], value]));
}

function seriesOf({ rows, places }, column, i) {
    const colour = css(`--chart-${(i % 4) + 1}`);
    return {
        name: column.name,
        type: column.draw === "bar" ? "bar" : "line",
        yAxisIndex: column.axis,
        data: pointsOf(rows.map((row) => (row.cells[column.at].dataset.v ? Number(row.cells[column.at].dataset.v) : null)), places),
        itemStyle: { color: colour },
        lineStyle: { color: colour, width: 2, type: column.draw === "dash" ? "dashed" : "solid" },
        symbol: ["circle", "triangle", "rect", "diamond"][i % 4],
        symbolSize: 7,
        /* Left to itself ECharts drops the marks of periods whose label has no room. */
        showAllSymbol: true,
        connectNulls: false,
        barMaxWidth: 28,
    };
}

/* As the tables write numbers: with thousands separated in English, without in Chinese. */
function written(at) {
    const value = Array.isArray(at) ? at[1] : at;
    const inChinese = document.documentElement.lang.startsWith("zh");
    if (typeof value !== "number")
        return "—";
    return inChinese ? String(value) : value.toLocaleString("en", { maximumFractionDigits: 4 });
}

function axis(name, onLeft) {
    return {
        type: "value",
        name,
        nameTextStyle: { color: css("--chart-ink"), align: onLeft ? "left" : "right" },
        axisLabel: { color: css("--chart-ink"), formatter: written },
        splitLine: { show: onLeft, lineStyle: { color: css("--chart-line") } },
        scale: false,
    };
}

function optionOf(figure) {
    const table = figure.querySelector("table");
    const columns = columnsOf(table);
    const along = axisOf(table);
    const second = columns.some((column) => column.axis === 1);
    const ink = css("--chart-ink");
    return {
        /* A page may be printed as soon as it is there; a line that is still growing would be missing. */
        animation: false,
        textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
        grid: { left: 8, right: 8, top: 56, bottom: 8, containLabel: true },
        legend: { top: 0, textStyle: { color: ink }, inactiveColor: css("--chart-line") },
        /* HTML tooltips need inline style, which the Content-Security-Policy refuses. */
        tooltip: { trigger: "axis", renderMode: "richText", confine: true, valueFormatter: written },
        xAxis: {
            type: "category",
            data: along.labels,
            /* Only periods that have a row are named, as many of them as there is room for. */
            axisLabel: { color: ink, interval: (_, label) => label !== "", hideOverlap: true },
            axisTick: { alignWithLabel: true, interval: 0 },
            axisLine: { lineStyle: { color: css("--chart-line") } },
        },
        yAxis: second ? [axis(figure.dataset.unit, true), axis("%", false)] : [axis(figure.dataset.unit, true)],
        series: columns.map((column, i) => seriesOf(along, column, i)),
    };
}

function draw(figure) {
    const place = figure.querySelector(".chart");
    figure.querySelector(".chart-box").hidden = false;
    figure.querySelector("details").open = false;
    /* ECharts sets sizes through the style object, which the policy allows; only markup is refused. */
    const chart = echarts.init(place, null, { renderer: "svg" });
    chart.setOption(optionOf(figure));
    addEventListener("resize", () => chart.resize());
    document.addEventListener("theme", () => chart.setOption(optionOf(figure), true));
}

for (const figure of document.querySelectorAll("figure[data-chart]")) draw(figure);
