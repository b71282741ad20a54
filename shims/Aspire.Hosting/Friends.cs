[assembly: InternalsVisibleTo("Aspire.Hosting.PostgreSQL")]
[assembly: InternalsVisibleTo("Aspire.Hosting.Redis")]
[assembly: InternalsVisibleTo("Aspire.Hosting.Docker")]
[assembly: InternalsVisibleTo("Aspire.Hosting.Tests")]
