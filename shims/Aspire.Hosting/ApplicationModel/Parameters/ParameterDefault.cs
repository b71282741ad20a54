namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where a parameter's value comes from if none is configured.</summary>
public abstract class ParameterDefault
{
    /// <summary>Whether a manifest tells it.</summary>
    internal virtual bool IsPublished => true;

    /// <summary>Writes the members of the default that a manifest carries.</summary>
    public abstract void WriteToManifest(ManifestPublishingContext context);

    public abstract string GetDefaultValue();
}

internal sealed class ConstantParameterDefault(Func<string> getter, bool isPublished) : ParameterDefault
{
    internal override bool IsPublished => isPublished;

    public override void WriteToManifest(ManifestPublishingContext context) => context.Writer.WriteString("value", getter());

    public override string GetDefaultValue() => getter();
}
