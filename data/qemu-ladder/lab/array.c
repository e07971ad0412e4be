/*
 * A disk array with a rate limit, as a file system in user space (FUSE).
 *
 *   array MOUNTPOINT [SIZE]         serve MOUNTPOINT/disk.img, SIZE bytes (default 1 GiB)
 *   echo 500 0 200 > MOUNTPOINT/limit     500 reads/s, any bytes/s, 200 us a read
 *   cat MOUNTPOINT/limit                  the limits, and what was served since they were set
 *
 * A read is answered when its service time is over, and not earlier than the time that the
 * limits leave between two answers. Nothing is saved up, so there are no bursts: answers to
 * a queue that is never empty come at even intervals. The content is a fixed pattern in
 * memory. One thread, which should run at real-time priority on a CPU of its own.
 *
 * cc -O2 -D_FILE_OFFSET_BITS=64 -o array array.c $(pkg-config --cflags --libs fuse3)
 */
#define FUSE_USE_VERSION 312
#include <errno.h>
#include <fuse_lowlevel.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { DISK = 2, LIMIT = 3, MOST_BYTES = 1 << 20, MOST_WAITING = 4096 };

static struct { double iops, bytes, service_us; } limit;
static struct { uint64_t reads, bytes, late_ns, latest_ns; } served;
static struct { fuse_req_t request; uint64_t due; size_t size; } waiting[MOST_WAITING];
static unsigned first, last;      /* waiting: first..last-1, in order of due time */
static uint64_t last_due;
static off_t disk_size = 1 << 30;
static char *content;
static int timer;

static uint64_t now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static void arm(void)
{
	struct itimerspec at = { 0 };
	if (first != last) {
		uint64_t due = waiting[first % MOST_WAITING].due;
		at.it_value.tv_sec = due / 1000000000;
		at.it_value.tv_nsec = due % 1000000000;
	}
	timerfd_settime(timer, TFD_TIMER_ABSTIME, &at, NULL);
}

/* Answer whatever is due. */
static void answer(void)
{
	while (first != last && waiting[first % MOST_WAITING].due <= now()) {
		unsigned i = first++ % MOST_WAITING;
		uint64_t late = now() - waiting[i].due;
		fuse_reply_buf(waiting[i].request, content, waiting[i].size);
		served.reads++;
		served.bytes += waiting[i].size;
		served.late_ns += late;
		if (late > served.latest_ns)
			served.latest_ns = late;
	}
	arm();
}

static void limits_text(char *text, size_t size)
{
	snprintf(text, size,
		"reads/s %g\nbytes/s %g\nservice time (us) %g\n"
		"served reads %lu\nserved bytes %lu\nanswered late, mean (us) %.1f\nanswered late, most (us) %.1f\n",
		limit.iops, limit.bytes, limit.service_us, served.reads, served.bytes,
		served.reads ? served.late_ns / 1e3 / served.reads : 0, served.latest_ns / 1e3);
}

static void attributes(fuse_ino_t inode, struct stat *s)
{
	*s = (struct stat) { .st_ino = inode, .st_nlink = 1, .st_mode = S_IFREG | 0600, .st_blksize = 4096 };
	if (inode == FUSE_ROOT_ID)
		s->st_mode = S_IFDIR | 0700;
	else if (inode == DISK)
		s->st_size = disk_size, s->st_blocks = disk_size / 512;
}

static void on_init(void *data, struct fuse_conn_info *conn)
{
	conn->max_background = MOST_WAITING / 2;        /* else 12 reads at a time */
	conn->congestion_threshold = MOST_WAITING / 2;
	conn->want |= conn->capable & FUSE_CAP_ASYNC_DIO;
}

static void on_getattr(fuse_req_t request, fuse_ino_t inode, struct fuse_file_info *file)
{
	struct stat s;
	attributes(inode, &s);
	fuse_reply_attr(request, &s, 1e9);
}

static void on_lookup(fuse_req_t request, fuse_ino_t parent, const char *name)
{
	struct fuse_entry_param entry = { .attr_timeout = 1e9, .entry_timeout = 1e9 };
	entry.ino = !strcmp(name, "disk.img") ? DISK : !strcmp(name, "limit") ? LIMIT : 0;
	if (!entry.ino) {
		fuse_reply_err(request, ENOENT);
		return;
	}
	attributes(entry.ino, &entry.attr);
	fuse_reply_entry(request, &entry);
}

/* O_TRUNC of `limit`. */
static void on_setattr(fuse_req_t request, fuse_ino_t inode, struct stat *to, int set, struct fuse_file_info *file)
{
	on_getattr(request, inode, file);
}

static void on_open(fuse_req_t request, fuse_ino_t inode, struct fuse_file_info *file)
{
	file->direct_io = 1;            /* past the page cache, whoever opens it */
	fuse_reply_open(request, file);
}

static void on_read(fuse_req_t request, fuse_ino_t inode, size_t size, off_t offset, struct fuse_file_info *file)
{
	if (inode == LIMIT) {
		char text[512];
		limits_text(text, sizeof text);
		size_t length = strlen(text);
		fuse_reply_buf(request, text, offset < (off_t)length ? length - offset : 0);
		return;
	}
	if (offset >= disk_size)
		size = 0;
	else if (size > (size_t)(disk_size - offset))
		size = disk_size - offset;
	if (size > MOST_BYTES || last - first == MOST_WAITING) {
		fuse_reply_err(request, EIO);
		return;
	}
	double apart = limit.iops ? 1e9 / limit.iops : 0;
	if (limit.bytes && size * 1e9 / limit.bytes > apart)
		apart = size * 1e9 / limit.bytes;
	uint64_t due = now() + (uint64_t)(limit.service_us * 1e3);
	if (due < last_due + (uint64_t)apart)
		due = last_due + (uint64_t)apart;
	last_due = due;
	waiting[last % MOST_WAITING].request = request;
	waiting[last % MOST_WAITING].due = due;
	waiting[last++ % MOST_WAITING].size = size;
}

static void on_write(fuse_req_t request, fuse_ino_t inode, const char *text, size_t size, off_t offset, struct fuse_file_info *file)
{
	char line[128] = "";
	double iops, bytes, service_us;
	memcpy(line, text, size < sizeof line ? size : sizeof line - 1);
	if (inode != LIMIT || sscanf(line, "%lf %lf %lf", &iops, &bytes, &service_us) != 3) {
		fuse_reply_err(request, EINVAL);
		return;
	}
	limit.iops = iops, limit.bytes = bytes, limit.service_us = service_us;
	memset(&served, 0, sizeof served);
	fuse_reply_write(request, size);
}

static const struct fuse_lowlevel_ops operations = {
	.init = on_init, .lookup = on_lookup, .getattr = on_getattr, .setattr = on_setattr,
	.open = on_open, .read = on_read, .write = on_write,
};

int main(int count, char **arguments)
{
	if (count < 2) {
		fprintf(stderr, "usage: %s MOUNTPOINT [SIZE]\n", arguments[0]);
		return 2;
	}
	if (count > 2)
		disk_size = atoll(arguments[2]);
	content = malloc(MOST_BYTES);
	for (size_t i = 0; i < MOST_BYTES; i++)
		content[i] = i * 2654435761u >> 24;
	mlockall(MCL_CURRENT | MCL_FUTURE);

	char *options[] = { arguments[0], "-ofsname=array" };
	struct fuse_args args = FUSE_ARGS_INIT(2, options);
	struct fuse_session *session = fuse_session_new(&args, &operations, sizeof operations, NULL);
	if (!session || fuse_set_signal_handlers(session) || fuse_session_mount(session, arguments[1]))
		return 1;
	timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
	struct pollfd sources[] = { { fuse_session_fd(session), POLLIN, 0 }, { timer, POLLIN, 0 } };
	struct fuse_buf buffer = { 0 };
	while (!fuse_session_exited(session)) {
		if (poll(sources, 2, -1) < 0)
			continue;
		if (sources[0].revents) {
			if (fuse_session_receive_buf(session, &buffer) <= 0)
				break;
			fuse_session_process_buf(session, &buffer);
		}
		answer();
	}
	fuse_session_unmount(session);
	fuse_session_destroy(session);
	return 0;
}
