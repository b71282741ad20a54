namespace Aspire.Hosting.Publishing;

/// <summary>What the values of a manifest refer to, in the order in which it was met.</summary>
internal sealed class ManifestReferences
{
    /// <summary>Resources, including those outside of the model; it may grow while it is read.</summary>
    public List<IResource> Resources { get; } = [];

    /// <summary>Parameters that some value needs percent-encoded.</summary>
    public List<ParameterResource> Encoded { get; } = [];

    public List<ReferenceExpression> Conditionals { get; } = [];

    public static string EncodedName(ParameterResource parameter) => $"{parameter.Name}-uri-encoded";

    public void Add(object? value)
    {
        switch (value)
        {
            case ReferenceExpression { IsConditional: true } conditional when Conditionals.All(c => c.ValueExpression != conditional.ValueExpression):
                Conditionals.Add(conditional);
                break;
            case IResource resource when !Resources.Contains(resource):
                Resources.Add(resource);
                break;
            case IResource:
                return;
            default:
                break;
        }

        foreach (var reference in (value as IValueWithReferences)?.References ?? [])
        {
            Add(reference);
        }
    }

    /// <summary>The value as the manifest names it. A choice has no text of its own where it is the whole value.</summary>
    public string Text(object value) => value switch
    {
        string text => text,
        ReferenceExpression { IsConditional: true } => "",
        ReferenceExpression expression => Text(expression, null),
        IManifestExpressionProvider provider => provider.ValueExpression,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""
    };

    private string Text(ReferenceExpression expression, string? format)
    {
        var holes = expression.ValueProviders.Select((provider, i) => (provider, expression.StringFormats[i] ?? format) switch
        {
            (ReferenceExpression { IsConditional: false } inner, var form) => Text(inner, form),
            (ParameterResource parameter, "uri") => EncodedText(parameter),
            _ => expression.ManifestExpressions[i]
        });
        return string.Format(CultureInfo.InvariantCulture, expression.Format, [.. holes]);
    }

    private string EncodedText(ParameterResource parameter)
    {
        if (!Encoded.Contains(parameter))
        {
            Encoded.Add(parameter);
        }

        return $"{{{EncodedName(parameter)}.value}}";
    }
}
