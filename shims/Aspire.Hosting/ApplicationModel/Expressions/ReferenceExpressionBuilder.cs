namespace Aspire.Hosting.ApplicationModel;

/// <summary>Makes a <see cref="ReferenceExpression"/> piece by piece.</summary>
public class ReferenceExpressionBuilder
{
    private readonly StringBuilder _format = new();
    private readonly List<(IValueProvider Provider, string Expression, string? Format)> _holes = [];

    public bool IsEmpty => _format.Length == 0;

    public void Append([InterpolatedStringHandlerArgument("")] in ReferenceExpressionBuilderInterpolatedStringHandler handler)
    {
        // The handler has written into this builder already; it says so by its length.
        _ = handler.ExpectedLength + _holes.Count;
    }

    /// <summary>Adds a literal as it is: braces are not escaped.</summary>
    public void AppendLiteral(string value) => _format.Append(value);

    public void AppendFormatted(string? value) => _format.Append(Escape(value ?? ""));

    public void AppendFormatted<T>(T valueProvider) where T : IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider, null);

    public void AppendFormatted<T>(T valueProvider, string? format) where T : IValueProvider, IManifestExpressionProvider
    {
        _format.Append('{').Append(_holes.Count).Append('}');
        _holes.Add((valueProvider, valueProvider.ValueExpression, format));
    }

    public ReferenceExpression Build()
        => _format.Length == 0
            ? ReferenceExpression.Empty
            : ReferenceExpression.Create(
                _format.ToString(),
                [.. _holes.Select(h => h.Provider)],
                [.. _holes.Select(h => h.Expression)],
                [.. _holes.Select(h => h.Format)]);

    internal static string Escape(string value) => value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    [InterpolatedStringHandler]
    public readonly ref struct ReferenceExpressionBuilderInterpolatedStringHandler(int literalLength, int formattedCount, ReferenceExpressionBuilder builder)
    {
        public int ExpectedLength { get; } = literalLength + formattedCount;

        public void AppendLiteral(string value) => builder.AppendLiteral(Escape(value));

        public void AppendFormatted(string? value) => builder.AppendFormatted(value);

        public void AppendFormatted<T>(T valueProvider) where T : IValueProvider, IManifestExpressionProvider
            => builder.AppendFormatted(valueProvider);

        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider) where T : IResource, IValueProvider, IManifestExpressionProvider
            => builder.AppendFormatted(valueProvider.Resource);
    }
}
