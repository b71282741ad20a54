using System.Runtime.Versioning;

// The real one runs elsewhere too; signals, modes of files and shells are what this one is about.
[assembly: SupportedOSPlatform("linux")]
