namespace Aspire.Hosting.ApplicationModel;

[DebuggerDisplay("{Name}")]
public abstract class Resource : IResource
{
    protected Resource(string name)
    {
        ResourceName.Validate(name);
        Name = name;
    }

    public virtual string Name { get; }

    public virtual ResourceAnnotationCollection Annotations { get; } = [];
}
