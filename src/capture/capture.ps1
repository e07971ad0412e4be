# Capture what a Windows guest says of itself, for the environment appendix of a technote.
#
#   powershell -ExecutionPolicy Bypass -File capture.ps1 [-Out FILE.zip]
#
# It only reads: no setting is changed, nothing is installed, nothing is sent anywhere.
# What is absent or denied is said so in its file. The archive holds names, addresses and
# serial numbers: `technote build` takes them out of what it publishes.
#
# Its authors had no Windows and no PowerShell to run it on: it was read through, and what its
# commands print is tested from real captures. Say so if it fails.
param([string]$Out = 'technote-capture.zip')

$work = Join-Path ([IO.Path]::GetTempPath()) ("technote-capture-" + [Guid]::NewGuid())
$folder = Join-Path $work 'guest'
New-Item -ItemType Directory -Path $folder | Out-Null

function Take([string]$Name, [string]$Title, [scriptblock]$Command) {
  $file = Join-Path $folder $Name
  try { $text = & $Command 2>&1 | Out-String -Width 400 } catch { $text = $_.Exception.Message }
  if (-not $text.Trim()) { $text = 'nothing' }
  # Without the console's code page: UTF-8, which needs no guessing.
  [IO.File]::WriteAllText($file, "# $Title`n$text", (New-Object Text.UTF8Encoding $false))
}

Take 'systeminfo.txt' 'systeminfo' { systeminfo }
Take 'win-processor.txt' 'Get-CimInstance Win32_Processor' { Get-CimInstance Win32_Processor | Format-List Name, NumberOfCores, NumberOfLogicalProcessors, MaxClockSpeed }
Take 'win-microcode.txt' 'microcode' { Get-ItemProperty 'HKLM:\HARDWARE\DESCRIPTION\System\CentralProcessor\0' | Format-List 'Update Revision' }
Take 'win-memory.txt' 'Get-CimInstance Win32_PhysicalMemory' { Get-CimInstance Win32_PhysicalMemory | Format-List DeviceLocator, BankLabel, Capacity, Speed, ConfiguredClockSpeed, Manufacturer, PartNumber }
Take 'win-bios.txt' 'Get-CimInstance Win32_BIOS' { Get-CimInstance Win32_BIOS | Format-List Manufacturer, SMBIOSBIOSVersion, ReleaseDate }
Take 'get-disk.txt' 'Get-Disk' { Get-Disk | Format-List Number, FriendlyName, BusType, Size, LogicalSectorSize, PhysicalSectorSize }
Take 'get-physicaldisk.txt' 'Get-PhysicalDisk' { Get-PhysicalDisk | Format-List DeviceId, FriendlyName, FirmwareVersion, MediaType, BusType, Size }
Take 'get-reliability.txt' 'Get-StorageReliabilityCounter' { Get-PhysicalDisk | Get-StorageReliabilityCounter | Format-List DeviceId, Temperature, Wear, PowerOnHours }
Take 'win-drivers.txt' 'Get-CimInstance Win32_PnPSignedDriver' { Get-CimInstance Win32_PnPSignedDriver | Where-Object { $_.DeviceClass -in 'SCSIADAPTER', 'HDC', 'NET', 'DISKDRIVE' } | Format-List DeviceName, DriverVersion, DriverProviderName, DriverDate }
Take 'powercfg.txt' 'powercfg /getactivescheme' { powercfg /getactivescheme }
Take 'get-netadapter.txt' 'Get-NetAdapter' { Get-NetAdapter | Format-List Name, InterfaceDescription, LinkSpeed, MtuSize, DriverVersion }
Take 'get-netadapterhardware.txt' 'Get-NetAdapterHardwareInfo' { Get-NetAdapterHardwareInfo | Format-List InterfaceDescription, NumaNode, PcieLinkSpeed, PcieLinkWidth }
Take 'get-netadapterrss.txt' 'Get-NetAdapterRss' { Get-NetAdapterRss | Format-List InterfaceDescription, Enabled, NumberOfReceiveQueues, BaseProcessorNumber, MaxProcessorNumber }
Take 'get-fsutil.txt' 'fsutil behavior query DisableDeleteNotify' { fsutil behavior query DisableDeleteNotify }
Take 'tools.txt' 'fio --version' { if (Get-Command fio -ErrorAction SilentlyContinue) { fio --version } else { 'fio: command not found' } }

if (Test-Path $Out) { Remove-Item $Out }
Compress-Archive -Path $folder -DestinationPath $Out
Remove-Item -Recurse -Force $work
Write-Host $Out
