namespace Aspire.Hosting.ApplicationModel;

/// <summary>A text with holes which are filled when their values are known.</summary>
public class ReferenceExpression : IExpressionValue, IValueWithReferences
{
    public static readonly ReferenceExpression Empty = new("", [], [], []);

    private readonly string?[] _formats;

    private ReferenceExpression(string format, IValueProvider[] valueProviders, string[] manifestExpressions, string?[] formats)
    {
        Format = format;
        ValueProviders = valueProviders;
        ManifestExpressions = manifestExpressions;
        _formats = formats;
    }

    /// <summary>A composite format string, with <c>{0}</c>, <c>{1}</c>… for the holes.</summary>
    public string Format { get; }

    public IReadOnlyList<IValueProvider> ValueProviders { get; }

    public IReadOnlyList<string> ManifestExpressions { get; }

    public string ValueExpression => string.Format(CultureInfo.InvariantCulture, Format, [.. ManifestExpressions]);

    IEnumerable<object> IValueWithReferences.References => ValueProviders;

    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.Build();

    public static ReferenceExpression Create(string format, IValueProvider[] valueProviders, string[] manifestExpressions, string?[] stringFormats)
        => new(format, valueProviders, manifestExpressions, stringFormats);

    /// <summary>One of two expressions, by whether <paramref name="condition"/> has the value <paramref name="matchValue"/>.</summary>
    public static ReferenceExpression CreateConditional(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
    {
        var conditional = new ConditionalValue(condition, matchValue, whenTrue, whenFalse);
        return new("{0}", [conditional], [conditional.ValueExpression], [null]);
    }

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => GetValueAsync(new ValueProviderContext(), cancellationToken);

    public async ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default)
    {
        if (Format.Length == 0)
        {
            return null;
        }

        var values = new object?[ValueProviders.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var value = await ValueProviders[i].GetValueAsync(context, cancellationToken).ConfigureAwait(false);
            values[i] = _formats[i] is "uri" && value is not null ? Uri.EscapeDataString(value) : value;
        }

        return string.Format(CultureInfo.InvariantCulture, Format, values);
    }

    [InterpolatedStringHandler]
    public readonly ref struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        private readonly ReferenceExpressionBuilder _builder = new();

        public int ExpectedLength { get; } = literalLength + formattedCount;

        public void AppendLiteral(string value) => _builder.AppendLiteral(ReferenceExpressionBuilder.Escape(value));

        public void AppendFormatted(string? value) => _builder.AppendFormatted(value);

        public void AppendFormatted<T>(T valueProvider, string? format = null) where T : IValueProvider, IManifestExpressionProvider
            => _builder.AppendFormatted(valueProvider, format);

        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format = null)
            where T : IResource, IValueProvider, IManifestExpressionProvider => _builder.AppendFormatted(valueProvider.Resource, format);

        internal ReferenceExpression Build() => _builder.Build();
    }

    private sealed class ConditionalValue(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
        : IExpressionValue, IValueWithReferences
    {
        public string ValueExpression
            => (condition as IManifestExpressionProvider)?.ValueExpression is { } name ? $"{{cond-{name.Trim('{', '}')}.connectionString}}" : "";

        // What decides between the two is not part of the value.
        public IEnumerable<object> References => [whenTrue, whenFalse];

        public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
            => GetValueAsync(new ValueProviderContext(), cancellationToken);

        public async ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default)
        {
            var value = await condition.GetValueAsync(context, cancellationToken).ConfigureAwait(false);
            var branch = string.Equals(value, matchValue, StringComparison.OrdinalIgnoreCase) ? whenTrue : whenFalse;
            return await branch.GetValueAsync(context, cancellationToken).ConfigureAwait(false);
        }
    }
}
