namespace Aspire.Hosting.Publishing;

/// <summary>Writes the manifest of a whole model.</summary>
internal sealed class ManifestWriter(DistributedApplicationModel model, DistributedApplicationExecutionContext executionContext)
{
    private const string FileName = "aspire-manifest.json";

    /// <param name="outputPath">A file whose name ends with <c>.json</c>, or a folder.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task WriteAsync(string outputPath, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(outputPath.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? outputPath : Path.Combine(outputPath, FileName));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var stream = File.Create(path);
        await using (stream.ConfigureAwait(false))
        {
            var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
            await using (writer.ConfigureAwait(false))
            {
                writer.WriteStartObject();
                writer.WriteStartObject("resources");
                await WriteResourcesAsync(new ManifestPublishingContext(executionContext, path, writer, cancellationToken)).ConfigureAwait(false);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }
        }
    }

    private async Task WriteResourcesAsync(ManifestPublishingContext context)
    {
        foreach (var resource in model.Resources)
        {
            await WriteAsync(context, resource).ConfigureAwait(false);
        }

        var references = context.References;
        var encoded = new HashSet<ParameterResource>();
        for (var i = 0; i < references.Resources.Count; i++)
        {
            var resource = references.Resources[i];
            if (model.Resources.Any(r => r.Name == resource.Name))
            {
                continue;
            }

            await WriteAsync(context, resource).ConfigureAwait(false);
            if (resource is ParameterResource parameter && references.Encoded.Contains(parameter) && encoded.Add(parameter))
            {
                WriteEncoded(context.Writer, parameter);
            }
        }

        foreach (var parameter in references.Encoded.Where(encoded.Add))
        {
            WriteEncoded(context.Writer, parameter);
        }

        foreach (var conditional in references.Conditionals)
        {
            context.Writer.WriteStartObject(conditional.ValueExpression[1..conditional.ValueExpression.LastIndexOf('.')]);
            context.Writer.WriteString("type", "value.v0");
            context.Writer.WriteString("connectionString", await conditional.GetValueAsync(context.CancellationToken).ConfigureAwait(false) ?? "");
            context.Writer.WriteEndObject();
        }
    }

    private static void WriteEncoded(Utf8JsonWriter writer, ParameterResource parameter)
    {
        writer.WriteStartObject(ManifestReferences.EncodedName(parameter));
        writer.WriteString("type", "annotated.string");
        writer.WriteString("value", parameter.ValueExpression);
        writer.WriteString("filter", "uri");
        writer.WriteEndObject();
    }

    private static async Task WriteAsync(ManifestPublishingContext context, IResource resource)
    {
        var custom = resource.Annotations.OfType<ManifestPublishingCallbackAnnotation>().LastOrDefault();
        if (custom is { Callback: null } || (custom is null && resource is ExternalServiceResource))
        {
            return;
        }

        context.Writer.WriteStartObject(resource.Name);
        await (custom?.Callback is { } callback ? callback(context) : ManifestResource.WriteAsync(context, resource)).ConfigureAwait(false);
        context.Writer.WriteEndObject();
    }
}
