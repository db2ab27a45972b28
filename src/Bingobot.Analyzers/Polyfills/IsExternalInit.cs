namespace System.Runtime.CompilerServices;

/// <summary>Records and init-only properties ask for this type, which .NET Standard 2.0 lacks.</summary>
internal static class IsExternalInit;
