namespace OpenTelemetry.Exporter.Prometheus.Writing;

internal static class ExemplarWriter
{
    // OpenMetrics' limit for the names and values of one exemplar's labels together.
    private const int LabelCharacters = 128;

    // The latest one whose value lies above the lower bound and not above the upper one.
    public static void WriteLatest(ExpositionBuffer buffer, in MetricPoint point, double above, double upTo, bool isLong)
    {
        if (!point.TryGetExemplars(out var exemplars))
        {
            return;
        }

        var found = false;
        Exemplar latest = default;
        foreach (ref readonly var candidate in exemplars)
        {
            var value = isLong ? candidate.LongValue : candidate.DoubleValue;
            var isWithin = value <= upTo && (value > above || double.IsNegativeInfinity(value));
            if (isWithin && (!found || candidate.Timestamp >= latest.Timestamp))
            {
                latest = candidate;
                found = true;
            }
        }

        if (found)
        {
            Write(buffer, latest, isLong);
        }
    }

    private static void Write(ExpositionBuffer buffer, in Exemplar exemplar, bool isLong)
    {
        buffer.Append(" # {"u8);
        var room = LabelCharacters;
        if (exemplar.TraceId != default)
        {
            WriteId(buffer, "trace_id=\""u8, exemplar.TraceId.ToHexString(), ref room);
        }

        if (exemplar.SpanId != default)
        {
            WriteId(buffer, ",span_id=\""u8, exemplar.SpanId.ToHexString(), ref room);
        }

        WriteFilteredTags(buffer, exemplar, room);
        buffer.Append("} "u8);

        if (isLong)
        {
            buffer.Append(exemplar.LongValue);
        }
        else
        {
            buffer.Append(exemplar.DoubleValue);
        }

        if (exemplar.Timestamp != default)
        {
            buffer.Append((byte)' ');
            buffer.Append(SampleLine.UnixSeconds(exemplar.Timestamp));
        }
    }

    private static void WriteId(ExpositionBuffer buffer, ReadOnlySpan<byte> opening, string id, ref int room)
    {
        buffer.Append(opening);
        buffer.AppendUtf8(id);
        buffer.Append((byte)'"');
        room -= id.Length + "trace_id".Length;
    }

    // Tags that a view keeps out of the series. A label that would pass the limit is left out.
    private static void WriteFilteredTags(ExpositionBuffer buffer, in Exemplar exemplar, int room)
    {
        List<KeyValuePair<string, object?>>? tags = null;
        foreach (var tag in exemplar.FilteredTags)
        {
            (tags ??= []).Add(tag);
        }

        if (tags is null)
        {
            return;
        }

        var separate = exemplar.TraceId != default;
        foreach (var name in LabelSet.Merge(tags, null).Names.Except(["trace_id", "span_id"]))
        {
            var label = LabelSet.Merge(tags.Where(tag => NameText.Label(tag.Key) == name), null).Text;
            if (label.Length > room)
            {
                continue;
            }

            room -= label.Length;
            buffer.Append(separate ? ","u8 : default);
            buffer.Append(label);
            separate = true;
        }
    }
}
