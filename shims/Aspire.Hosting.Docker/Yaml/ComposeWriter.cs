using System.Collections;
using System.Reflection;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Yaml;

/// <summary>Writes compose nodes: members in the order of their declaration, no empty ones, texts in double quotes.</summary>
internal static class ComposeWriter
{
    private const int Indentation = 2;

    public static string Write(object root, string lineEndings)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = lineEndings };
        var settings = new EmitterSettings(Indentation, int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, skipAnchorName: true, indentSequences: true, lineEndings);
        var emitter = new Emitter(text, settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        Write(emitter, root);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Write(Emitter emitter, object value)
    {
        switch (value)
        {
            case string text:
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, ScalarStyle.DoubleQuoted, isPlainImplicit: true, isQuotedImplicit: true));
                break;
            case bool flag:
                emitter.Emit(new Scalar(flag ? "true" : "false"));
                break;
            case UnixFileMode mode:
                emitter.Emit(new Scalar(string.Create(CultureInfo.InvariantCulture, $"0{Convert.ToString((int)mode, 8)}")));
                break;
            case IFormattable number:
                emitter.Emit(new Scalar(number.ToString(null, CultureInfo.InvariantCulture)));
                break;
            case IDictionary entries:
                WriteMapping(emitter, entries.Keys.Cast<string>().Select(key => (key, entries[key])));
                break;
            case IEnumerable items:
                WriteSequence(emitter, items);
                break;
            default:
                WriteMapping(emitter, Members(value).Where(m => !IsNothing(m.Value)));
                break;
        }
    }

    private static void WriteMapping(Emitter emitter, IEnumerable<(string Key, object? Value)> entries)
    {
        emitter.Emit(new MappingStart());
        foreach (var (key, value) in entries)
        {
            emitter.Emit(new Scalar(key));
            Write(emitter, value ?? "");
        }

        emitter.Emit(new MappingEnd());
    }

    private static void WriteSequence(Emitter emitter, IEnumerable items)
    {
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
        foreach (var item in items)
        {
            Write(emitter, item);
        }

        emitter.Emit(new SequenceEnd());
    }

    private static IEnumerable<(string Key, object? Value)> Members(object node) => node.GetType().GetProperties()
        .Select(p => (p.GetCustomAttribute<YamlMemberAttribute>()?.Alias, Property: p))
        .Where(p => p.Alias is not null)
        .Select(p => (p.Alias!, p.Property.GetValue(node)));

    private static bool IsNothing(object? value) => value is null or ICollection { Count: 0 };
}
