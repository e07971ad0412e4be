/**
 * Words that stand in what tools, makers and our own pages write, by who writes them. A machine or
 * an account may be called like one: such a name is hidden where it surely is one, and the word
 * stays everywhere else, or `CPU max MHz` and `AMD EPYC` would be gone with it.
 */
const words = [
  // fio: keys of its reports, patterns, engines.
  'fio job jobs jobname group read write trim randread randwrite randrw readwrite rw sync async psync pvsync libaio aio',
  'uring posixaio splice mmap null clat slat lat latency min max mean avg stddev percentile percentiles runtime ramp',
  'iops bw bandwidth depth iodepth numjobs bs block size file files direct buffered verify zone rate total short drop',
  'engine ioengine thread threads process usr sys ctx majf minf util ticks merge queue hipri sqpoll polled poll',
  // perf and sysstat.
  'perf stat record event events counter counters cycles instructions branches misses cache references faults context',
  'switches migrations clock task user guest nice idle steal iowait irq soft softirq cpu cpus core cores socket package',
  'uncore msr tsc energy power sample samples sar iostat mpstat pidstat vmstat sysstat time elapsed interval percent',
  // What hosts say of themselves.
  'linux kernel windows debian ubuntu fedora centos rocky redhat rhel alma suse arch proxmox pve esxi vmware xen hyper kvm',
  'qemu libvirt docker podman virtio scsi ide sata sas nvme pci pcie usb raid disk drive ssd hdd flash optane block',
  'single native mode numa node memory mem swap huge page pages table bios uefi firmware version driver module vendor',
  'model name device serial family stepping speed width link port bridge bond vlan tap eth mtu scheduler none governor',
  'performance powersave ondemand schedutil profile virtual physical machine system server host client target initiator',
  'storage ceph nfs iscsi spdk dpdk rdma tcp udp ip fabric controller adapter interface network switch rack lab test dev',
  'prod stage staging demo bench benchmark controllers links tuned default custom main primary secondary master slave active passive',
  'hostname username name names string str int bool integration',
  // Services, after which machines are called.
  'www web api app db sql git gitlab svn hg ci jenkins mail smtp imap ftp sftp ssh vpn proxy cache mirror repo repos registry',
  'packages pkg ntp time dns dhcp ldap auth sso vault ca s3 minio nas san filer share files gw gateway router firewall monitor',
  'monitoring grafana prometheus influxdb redis mysql postgres log logs backup docs wiki jira download downloads static cdn',
  // Makers, and what they make.
  'intel amd arm ampere altra graviton apple ibm power nvidia mellanox broadcom qlogic emulex marvell chelsio solarflare',
  'pensando samsung micron kioxia toshiba hynix solidigm seagate hitachi hgst wdc western digital sandisk kingston crucial',
  'dell hpe lenovo supermicro gigabyte asus asrock tyan inspur huawei cisco fujitsu netapp pure dataon areca adaptec',
  'megaraid perc xeon epyc ryzen core atom pentium celeron opteron threadripper zen rome milan genoa bergamo siena turin',
  'naples haswell broadwell skylake cascade cascadelake icelake sapphire emerald granite sierra rapids lake raptor alder',
  'gold silver platinum bronze proliant poweredge thinksystem thinkpad connectx bluefield thunderx neoverse cortex',
  // Pages of ours, and plain words that accounts are made of.
  'archive archives appendix article baseline build capture captures cell cells change changes claim claims column columns',
  'configuration configurations cost costs count counts difference differences entry entries environment environments fact',
  'facts factor factors figure figures finding findings format index kind kinds label labels ledger level levels line lines',
  'load message messages metric metrics note notes order part path place platform platforms private quantity random rank',
  'ratio report reports repeat repeats result results round rounds rule rules run runs score scores site source sources spec',
  'specs study studies tables tar text tool title unit units value values workload workloads long will may mark art grant',
].flatMap(line => line.split(' '))

const known = new Set(words)

/** `max`, and `virtio-scsi`, which is made of two of them; never a name with a digit. */
export function isWordOfTools(value: string): boolean {
  return value
    .toLowerCase()
    .split(/[-_. ]/)
    .every(part => known.has(part))
}
